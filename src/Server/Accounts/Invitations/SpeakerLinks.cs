using TalksPlatform.Contracts;
using TalksPlatform.Foundation.Messaging;
using TalksPlatform.Server.Accounts.Tokens;

namespace TalksPlatform.Server.Accounts.Invitations;

/// <summary>Opens speakers' links, and keeps them good for as long as their talk needs them.</summary>
internal sealed class SpeakerLinks(TokenIssuer issuer, AccountsDb db) : IFactHandler<EpisodeScheduled>, IFactHandler<TalkEnded>
{
    private static readonly TimeSpan GoodAfterTheTalk = TimeSpan.FromDays(1);

    public static DateTimeOffset ExpiryOf(DateTimeOffset talkEndsAt) => talkEndsAt + GoodAfterTheTalk;

    /// <summary>
    /// Signs the speaker in by cookie and tells who she is and where she speaks; null when the link is good for nothing.
    /// A host who tries the link out stays signed in as herself: she may enter every backstage anyway.
    /// </summary>
    public async Task<JoiningSpeaker?> OpenAsync(HttpContext context, string token)
    {
        if (await issuer.PeekAsync(token, context.RequestAborted) is not { Token: { Kind: TokenKind.PersonalLink, Talk: { } talk } link, Secret: var secret })
            return null;
        if (context.User.Identity is { IsAuthenticated: true } && Actor.From(context.User) is { SeesStudio: true } host)
            return new JoiningSpeaker(talk, host.Id, host.Name ?? "");

        TokenCookie.Set(context, secret, link.ExpiresAt);
        context.User = link.Principal;
        return new JoiningSpeaker(talk, link.Person, link.Name ?? "");
    }

    /// <inheritdoc/>
    public Task HandleAsync(EpisodeScheduled fact, CancellationToken ct) =>
        db.ExtendSpeakersAsync(TalkId.Of(fact.EpisodeId), ExpiryOf(fact.EndsAt), ct);

    /// <inheritdoc/>
    public Task HandleAsync(TalkEnded fact, CancellationToken ct) =>
        db.ExtendSpeakersAsync(fact.TalkId, ExpiryOf(fact.EndedAt), ct);
}

/// <summary>Somebody at the backstage door.</summary>
/// <param name="Talk">The talk.</param>
/// <param name="Person">Who she is; her contribution bears the same value.</param>
/// <param name="Name">As the host wrote it.</param>
internal sealed record JoiningSpeaker(TalkId Talk, PersonId Person, string Name);
