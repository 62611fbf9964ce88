using Microsoft.AspNetCore.Authorization;
using TalksPlatform.Contracts;
using TalksPlatform.Server.Accounts.Tokens;

namespace TalksPlatform.Server.Accounts.Access;

/// <summary>Decides every policy, for endpoints and hub methods alike, by the claims and the talk at hand.</summary>
internal sealed class TalkAccessHandler(TokenDirectory tokens, TalkAtHand talkAtHand) : AuthorizationHandler<TalkAccess>
{
    protected override async Task HandleRequirementAsync(AuthorizationHandlerContext context, TalkAccess requirement)
    {
        // A hub connection outlives the revocation of its token: each call is asked again.
        if (context.User.Identity is not { IsAuthenticated: true } || !tokens.Stands(context.User))
            return;

        var actor = Actor.From(context.User);
        if (actor.Role < requirement.Least)
            return;
        if (requirement.Least is Role.Speaker && actor.Role is Role.Speaker && !await IsInvitedAsync(context))
            return;
        context.Succeed(requirement);
    }

    /// <summary>Where no talk is named, as on a WHIP session's secret address, being a speaker is enough.</summary>
    private async Task<bool> IsInvitedAsync(AuthorizationHandlerContext context) =>
        await talkAtHand.FindAsync(context.Resource) switch
        {
            TalkAtHand.None => true,
            TalkAtHand.One one => context.User.HasClaim(TalkClaims.Talk, one.Id.ToString()),
            _ => false,
        };
}
