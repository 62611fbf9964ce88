using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation.Faults;
using TalksPlatform.Server.Accounts.Tokens;
using TalksPlatform.Server.Http;

namespace TalksPlatform.Server.Accounts.Invitations;

/// <summary>Makes a speaker's own link to the backstage of one talk. It works as often as she likes until the talk is over.</summary>
internal static class InviteSpeaker
{
    public sealed record Request([Required, StringLength(80, MinimumLength = 1)] string Name);

    /// <param name="Link">To be passed on to the speaker.</param>
    /// <param name="Token">The token in the link, which is her session too.</param>
    /// <param name="Person">The speaker; her contribution bears the same value.</param>
    public sealed record Response(Uri Link, string Token, PersonId Person);

    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/api/talks/{talkId}/speakers", HandleAsync)
        .RequireAuthorization(Policies.Host)
        .WithName(nameof(InviteSpeaker));

    private static async Task<Created<Response>> HandleAsync(
        TalkId talkId, Request request, HttpRequest http, IEpisodeReader episodes, SiteUrl site, TokenIssuer issuer, CancellationToken ct)
    {
        var episode = await episodes.FindAsync(talkId.Episode, ct)
            ?? throw new Fault("talk.not-found", FaultKind.NotFound, "There is no such talk.").AsException();
        var issued = await issuer.IssueAsync(
            NewPerson.Speaker(request.Name.Trim(), talkId), TokenKind.PersonalLink, SpeakerLinks.ExpiryOf(episode.EndsAt), ct);
        var link = site.At(http, $"/join/{issued.Secret.Text}");
        return TypedResults.Created(link, new Response(link, issued.Secret.Text, issued.Token.Person));
    }
}
