namespace TalksPlatform.Contracts;

/// <summary>The claims that a token turns into. Identity comes from the connection, never from a payload.</summary>
public static class TalkClaims
{
    /// <summary>The person's id.</summary>
    public const string Person = "sub";

    /// <summary>The person's name; absent for an anonymous attendee.</summary>
    public const string Name = "name";

    /// <summary>The highest <see cref="Contracts.Role"/> that she has anywhere.</summary>
    public const string Role = "role";

    /// <summary>A talk that a speaker was invited to; one claim a talk.</summary>
    public const string Talk = "talk";

    /// <summary>Tells tokens apart, and is none: what is opened with a token is cut by it.</summary>
    public const string Token = "token";

    /// <summary>A <see cref="Membership"/> of a series' team; one claim a series.</summary>
    public const string Member = "member";
}
