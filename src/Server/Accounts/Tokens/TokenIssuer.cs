using TalksPlatform.Contracts;

namespace TalksPlatform.Server.Accounts.Tokens;

/// <summary>Makes tokens. The only moment when a token's text is seen is the answer to whoever asked for it.</summary>
internal sealed class TokenIssuer(AccountsDb db, TokenDirectory tokens, TimeProvider time)
{
    private static readonly TimeSpan SessionLifetime = TimeSpan.FromDays(30);

    /// <summary>A new person with her first token.</summary>
    public async Task<IssuedToken> IssueAsync(NewPerson person, TokenKind kind, DateTimeOffset expiresAt, CancellationToken ct)
    {
        var secret = OpaqueToken.New();
        var token = new KnownToken(secret.Hash, kind, person.Id, person.Name, person.Role, person.Talk, expiresAt, person.Member is { } member ? [member] : []);
        await db.AddAsync(token, time.GetUtcNow(), ct);
        tokens.Remember(token);
        return new IssuedToken(secret, token);
    }

    /// <summary>
    /// What a link gives its holder: for a one-time link a new session, and the link is burnt; for any other token the
    /// token itself. Null when it is good for nothing.
    /// </summary>
    public async Task<IssuedToken?> RedeemAsync(string? text, CancellationToken ct)
    {
        if (await PeekAsync(text, ct) is not { } presented)
            return null;
        if (presented.Token.Kind is not TokenKind.OneTimeLink)
            return presented;

        var now = time.GetUtcNow();
        var session = OpaqueToken.New();
        var opened = await db.ExchangeAsync(presented.Token.Hash, session.Hash, now + SessionLifetime, now, ct);
        if (opened is null)
            return null;
        tokens.Revoke(presented.Token.Hash);
        tokens.Remember(opened);
        return new IssuedToken(session, opened);
    }

    /// <summary>Whose link this is, without burning it; null when it is good for nothing.</summary>
    public async Task<IssuedToken?> PeekAsync(string? text, CancellationToken ct) =>
        OpaqueToken.TryParse(text, out var presented) && await tokens.FindAsync(presented.Hash, ct) is { } token
            ? new IssuedToken(presented, token)
            : null;

    /// <summary>Ends a token, here at once and on other nodes within seconds.</summary>
    public async Task RevokeAsync(TokenHash hash, CancellationToken ct)
    {
        await db.RevokeAsync(hash, time.GetUtcNow(), ct);
        tokens.Revoke(hash);
    }
}

/// <summary>A token and, this once, its secret.</summary>
internal sealed record IssuedToken(OpaqueToken Secret, KnownToken Token);

/// <summary>Somebody to give a token to.</summary>
internal sealed record NewPerson(PersonId Id, string? Name, Role Role, TalkId? Talk = null, Membership? Member = null)
{
    public static NewPerson Attendee(string? name) => new(PersonId.New(), name, Role.Attendee);

    public static NewPerson Speaker(string name, TalkId talk) => new(PersonId.New(), name, Role.Speaker, talk);

    public static NewPerson InTeam(string name, Membership member) => new(PersonId.New(), name, member.Role, Member: member);
}
