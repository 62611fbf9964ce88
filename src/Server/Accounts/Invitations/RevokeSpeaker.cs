using Microsoft.AspNetCore.Http.HttpResults;
using TalksPlatform.Contracts;
using TalksPlatform.Server.Accounts.Tokens;

namespace TalksPlatform.Server.Accounts.Invitations;

/// <summary>Takes a speaker's link back. Whatever she has open stops within seconds.</summary>
internal static class RevokeSpeaker
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapDelete("/api/talks/{talkId}/speakers/{personId}", HandleAsync)
        .RequireAuthorization(Policies.Host)
        .WithName(nameof(RevokeSpeaker));

    private static async Task<NoContent> HandleAsync(
        TalkId talkId, PersonId personId, AccountsDb db, TokenDirectory tokens, TimeProvider time, CancellationToken ct)
    {
        foreach (var hash in await db.RevokeSpeakerAsync(talkId, personId, time.GetUtcNow(), ct))
            tokens.Revoke(hash);
        return TypedResults.NoContent();
    }
}
