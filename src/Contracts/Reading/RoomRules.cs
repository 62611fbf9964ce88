using System.Text.Json.Serialization;

namespace TalksPlatform.Contracts;

/// <summary>What a series permits and asks for in the rooms of its talks. All is off unless its host switched it on.</summary>
public sealed record RoomRules
{
    /// <summary>What a series has that never set any, and what facts and events of before there were rules stand for.</summary>
    public static RoomRules Default { get; } = new();

    /// <summary>Questions are shown at once and moderated after; else a moderator approves each before it is shown.</summary>
    public bool ModerateAfter { get; init; }

    /// <summary>Attendees may write to each other.</summary>
    public bool Chat { get; init; }

    /// <summary>No sound of a talk is kept: no tape, no caller's voice, no stream once it is over, and so no replay.</summary>
    public bool NotRecorded { get; init; }

    /// <summary>What attendees are asked about themselves. Every answer is optional.</summary>
    public IReadOnlyList<RegistrationField> Asks { get; init; } = [];

    /// <inheritdoc/>
    public bool Equals(RoomRules? other) =>
        other is not null
        && ModerateAfter == other.ModerateAfter && Chat == other.Chat && NotRecorded == other.NotRecorded
        && Asks.SequenceEqual(other.Asks);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(ModerateAfter, Chat, NotRecorded, Asks.Count);
}

/// <summary>What a series may ask its attendees about themselves.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RegistrationField>))]
public enum RegistrationField
{
    /// <summary>The trade that her business is in.</summary>
    Sector,

    /// <summary>Where her business is: of the provinces of the series' country, or elsewhere.</summary>
    Province,

    /// <summary>As she says it herself; never guessed.</summary>
    Sex,
}
