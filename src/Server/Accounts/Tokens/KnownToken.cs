using System.Security.Claims;
using TalksPlatform.Contracts;

namespace TalksPlatform.Server.Accounts.Tokens;

/// <summary>What a token is good for.</summary>
internal enum TokenKind
{
    /// <summary>Is carried by a browser or a program from request to request.</summary>
    Session,

    /// <summary>Is exchanged for a session, once.</summary>
    OneTimeLink,

    /// <summary>Stands in a speaker's own link, and is her session too: it works until the talk is over.</summary>
    PersonalLink,
}

/// <summary>A token that was found, and whom it proves.</summary>
internal sealed class KnownToken
{
    /// <summary>The claim that tells which token a connection was opened with, so that a revocation reaches it.</summary>
    public const string HashClaim = TalkClaims.Token;

    public KnownToken(
        TokenHash hash, TokenKind kind, PersonId person, string? name, Role role, TalkId? talk, DateTimeOffset expiresAt,
        IReadOnlyList<Membership>? memberships = null)
    {
        (Hash, Kind, Person, Name, Talk, ExpiresAt) = (hash, kind, person, name, talk, expiresAt);
        (Role, Memberships) = (role, memberships ?? []);
        Principal = new ClaimsPrincipal(new ClaimsIdentity(Claims(), TokenAuthentication.SchemeName, TalkClaims.Name, TalkClaims.Role));
    }

    public TokenHash Hash { get; }

    public TokenKind Kind { get; }

    public PersonId Person { get; }

    public string? Name { get; }

    /// <summary>The highest that she has anywhere.</summary>
    public Role Role { get; }

    /// <summary>The teams that she is in.</summary>
    public IReadOnlyList<Membership> Memberships { get; }

    /// <summary>The one talk of a speaker.</summary>
    public TalkId? Talk { get; }

    public DateTimeOffset ExpiresAt { get; }

    /// <summary>Made once: thousands of requests share it.</summary>
    public ClaimsPrincipal Principal { get; }

    private IEnumerable<Claim> Claims()
    {
        yield return new Claim(TalkClaims.Person, Person.ToString());
        yield return new Claim(TalkClaims.Role, Role.ToString());
        yield return new Claim(HashClaim, Hash.ToString());
        if (Name is not null)
            yield return new Claim(TalkClaims.Name, Name);
        foreach (var membership in Memberships)
            yield return new Claim(TalkClaims.Member, membership.ToString());
        if (Talk is { } talk)
            yield return new Claim(TalkClaims.Talk, talk.ToString());
    }
}
