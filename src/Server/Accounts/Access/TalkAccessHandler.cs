using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.SignalR;
using TalksPlatform.Contracts;
using TalksPlatform.Server.Accounts.Tokens;

namespace TalksPlatform.Server.Accounts.Access;

/// <summary>Decides every policy, for endpoints and hub methods alike, by the claims and the talk or the series at hand.</summary>
internal sealed class TalkAccessHandler(TokenDirectory tokens, TalkAtHand talkAtHand, ITalkReader talks) : AuthorizationHandler<TalkAccess>
{
    protected override async Task HandleRequirementAsync(AuthorizationHandlerContext context, TalkAccess requirement)
    {
        // A hub connection outlives the revocation of its token: each call is asked again.
        if (context.User.Identity is not { IsAuthenticated: true } || !tokens.Stands(context.User))
            return;

        var (anywhere, least) = (Actor.From(context.User).Role, requirement.Least);
        if (anywhere >= least && (least is Role.Attendee || anywhere is Role.Administrator || await IsOfThisAsync(anywhere, least, context)))
            context.Succeed(requirement);
        else if (requirement.OrCalledUp && await WasCalledUpAsync(context))
            context.Succeed(requirement);
        else if (anywhere is Role.Speaker && least is <= Role.Host and > Role.Speaker && await TookOverAsync(context))
            context.Succeed(requirement);
    }

    /// <summary>A speaker who took over from the host whom her talk had lost.</summary>
    private async ValueTask<bool> TookOverAsync(AuthorizationHandlerContext context) =>
        await talkAtHand.FindAsync(context.Resource) is TalkAtHand.One one
        && context.User.HasClaim(TalkClaims.Talk, one.Id.ToString())
        && await talks.TookOverAsync(one.Id, Actor.From(context.User).Id, Aborted(context.Resource));

    /// <summary>Somebody of the audience speaks from the moment when the studio called her up, until it ends that.</summary>
    private async ValueTask<bool> WasCalledUpAsync(AuthorizationHandlerContext context) =>
        await talkAtHand.FindAsync(context.Resource) is TalkAtHand.One one
        && await talks.MaySendSoundAsync(one.Id, Actor.From(context.User).Id, Aborted(context.Resource));

    /// <summary>
    /// Whether a speaker was invited to the talk at hand, or a member of a team has the role in its series. Where nothing is
    /// named, as on a WHIP session's secret address or on the list of one's own talks, to have it anywhere is enough.
    /// </summary>
    private async ValueTask<bool> IsOfThisAsync(Role anywhere, Role least, AuthorizationHandlerContext context)
    {
        if (anywhere is not Role.Speaker && HasEverywhere(least, context.User))
            return true; // the usual case at a small house: nothing is looked up
        return await talkAtHand.FindAsync(context.Resource) switch
        {
            TalkAtHand.None => true,
            TalkAtHand.One one when anywhere is Role.Speaker => context.User.HasClaim(TalkClaims.Talk, one.Id.ToString()),
            TalkAtHand.One one => await talkAtHand.SeriesOfAsync(one.Id, Aborted(context.Resource)) is { } series && Has(least, series, context.User),
            TalkAtHand.All all => Has(least, all.Series, context.User),
            _ => false,
        };
    }

    private static bool HasEverywhere(Role least, ClaimsPrincipal user) =>
        Actor.MembershipsOf(user).Any(membership => membership.Series is null && membership.Role >= least);

    private static bool Has(Role least, SeriesId series, ClaimsPrincipal user) => Actor.RoleIn(series, user) >= least;

    private static CancellationToken Aborted(object? resource) => resource switch
    {
        HubInvocationContext call => call.Context.ConnectionAborted,
        HttpContext http => http.RequestAborted,
        _ => CancellationToken.None,
    };
}
