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

    public required DateTimeOffset ExpiresAt { get; init; }

    public static string TextOf<TEnum>(TEnum value) where TEnum : struct, Enum =>
        JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    public KnownToken ToToken() => new(
        new TokenHash(Hash),
        Parse<TokenKind>(Kind),
        new PersonId(PersonId),
        Name,
        Parse<Role>(Role),
        TalkId is { } talk ? new TalkId(talk) : null,
        ExpiresAt);

    private static TEnum Parse<TEnum>(string text) where TEnum : struct, Enum =>
        Enum.GetValues<TEnum>().Single(value => TextOf(value) == text);
}
