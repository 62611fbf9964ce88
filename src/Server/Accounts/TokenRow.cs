using System.Text.Json;
using TalksPlatform.Contracts;
using TalksPlatform.Server.Accounts.Tokens;

namespace TalksPlatform.Server.Accounts;

/// <summary>A token and its person as PostgreSQL tells them. Enums are stored in snake_case.</summary>
internal sealed record TokenRow
{
    public required byte[] Hash { get; init; }

    public required string Kind { get; init; }

    public required Guid PersonId { get; init; }

    public string? Name { get; init; }

    public required string Role { get; init; }

    public Guid? TalkId { get; init; }

    /// <summary>Each as "series:role", with "*" for all series.</summary>
    public string[] Memberships { get; init; } = [];

    public required DateTimeOffset ExpiresAt { get; init; }

    public static string TextOf<TEnum>(TEnum value) where TEnum : struct, Enum =>
        JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    public KnownToken ToToken()
    {
        var memberships = Memberships.Select(MembershipOf).ToArray();
        return new KnownToken(
            new TokenHash(Hash),
            Parse<TokenKind>(Kind),
            new PersonId(PersonId),
            Name,
            RoleNow(Parse<Role>(Role), memberships),
            TalkId is { } talk ? new TalkId(talk) : null,
            ExpiresAt,
            memberships);
    }

    /// <summary>A token of a team bears what its person is there now, whatever it was made for.</summary>
    private static Role RoleNow(Role made, Membership[] memberships) => made is >= Contracts.Role.Screener and <= Contracts.Role.Host
        ? memberships.Select(membership => membership.Role).DefaultIfEmpty(Contracts.Role.Attendee).Max()
        : made;

    private static Membership MembershipOf(string text) => text.Split(':') is [var series, var role]
        ? new Membership(series == "*" ? null : new SeriesId(Guid.Parse(series)), Parse<Role>(role))
        : throw new FormatException($"“{text}” is no membership.");

    public static TEnum Parse<TEnum>(string text) where TEnum : struct, Enum =>
        Enum.GetValues<TEnum>().Single(value => TextOf(value) == text);
}
