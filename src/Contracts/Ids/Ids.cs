using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace TalksPlatform.Contracts;

/// <summary>A series of episodes.</summary>
/// <param name="Value">The UUID.</param>
[JsonConverter(typeof(IdJsonConverter<SeriesId>))]
public readonly record struct SeriesId(Guid Value) : IId<SeriesId>
{
    /// <summary>A new identifier, later than all made before it.</summary>
    public static SeriesId New() => new(Guid.CreateVersion7());

    /// <inheritdoc/>
    public static SeriesId From(Guid value) => new(value);

    /// <summary>Reads the text form; false when it is not one.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out SeriesId id) => IdText.TryParse(text, out id);

    /// <inheritdoc/>
    public override string ToString() => IdText.Format(Value);
}

/// <summary>One date of a series.</summary>
/// <param name="Value">The UUID.</param>
[JsonConverter(typeof(IdJsonConverter<EpisodeId>))]
public readonly record struct EpisodeId(Guid Value) : IId<EpisodeId>
{
    /// <summary>A new identifier, later than all made before it.</summary>
    public static EpisodeId New() => new(Guid.CreateVersion7());

    /// <inheritdoc/>
    public static EpisodeId From(Guid value) => new(value);

    /// <summary>Reads the text form; false when it is not one.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out EpisodeId id) => IdText.TryParse(text, out id);

    /// <inheritdoc/>
    public override string ToString() => IdText.Format(Value);
}

/// <summary>The live run of an episode. It bears its episode's value, so that neither needs a look-up.</summary>
/// <param name="Value">The UUID.</param>
[JsonConverter(typeof(IdJsonConverter<TalkId>))]
public readonly record struct TalkId(Guid Value) : IId<TalkId>
{
    /// <summary>The talk of an episode.</summary>
    public static TalkId Of(EpisodeId episode) => new(episode.Value);

    /// <summary>The episode that this talk is the live run of.</summary>
    public EpisodeId Episode => new(Value);

    /// <inheritdoc/>
    public static TalkId From(Guid value) => new(value);

    /// <summary>Reads the text form; false when it is not one.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out TalkId id) => IdText.TryParse(text, out id);

    /// <inheritdoc/>
    public override string ToString() => IdText.Format(Value);
}

/// <summary>Somebody known by a token: an administrator, a host, a speaker, an attendee on one device, a caller by number.</summary>
/// <param name="Value">The UUID.</param>
[JsonConverter(typeof(IdJsonConverter<PersonId>))]
public readonly record struct PersonId(Guid Value) : IId<PersonId>
{
    /// <summary>A new identifier, later than all made before it.</summary>
    public static PersonId New() => new(Guid.CreateVersion7());

    /// <inheritdoc/>
    public static PersonId From(Guid value) => new(value);

    /// <summary>Reads the text form; false when it is not one.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out PersonId id) => IdText.TryParse(text, out id);

    /// <inheritdoc/>
    public override string ToString() => IdText.Format(Value);
}

/// <summary>Made by the client, one a command: a repeat after a reconnect gets the first answer.</summary>
/// <param name="Value">The UUID.</param>
[JsonConverter(typeof(IdJsonConverter<CommandId>))]
public readonly record struct CommandId(Guid Value) : IId<CommandId>
{
    /// <summary>A new identifier, later than all made before it.</summary>
    public static CommandId New() => new(Guid.CreateVersion7());

    /// <inheritdoc/>
    public static CommandId From(Guid value) => new(value);

    /// <summary>Reads the text form; false when it is not one.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out CommandId id) => IdText.TryParse(text, out id);

    /// <inheritdoc/>
    public override string ToString() => IdText.Format(Value);
}

/// <summary>A question asked in a talk.</summary>
/// <param name="Value">The UUID.</param>
[JsonConverter(typeof(IdJsonConverter<QuestionId>))]
public readonly record struct QuestionId(Guid Value) : IId<QuestionId>
{
    /// <summary>A new identifier, later than all made before it.</summary>
    public static QuestionId New() => new(Guid.CreateVersion7());

    /// <inheritdoc/>
    public static QuestionId From(Guid value) => new(value);

    /// <summary>Reads the text form; false when it is not one.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out QuestionId id) => IdText.TryParse(text, out id);

    /// <inheritdoc/>
    public override string ToString() => IdText.Format(Value);
}

/// <summary>A poll of a talk.</summary>
/// <param name="Value">The UUID.</param>
[JsonConverter(typeof(IdJsonConverter<PollId>))]
public readonly record struct PollId(Guid Value) : IId<PollId>
{
    /// <summary>A new identifier, later than all made before it.</summary>
    public static PollId New() => new(Guid.CreateVersion7());

    /// <inheritdoc/>
    public static PollId From(Guid value) => new(value);

    /// <summary>Reads the text form; false when it is not one.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out PollId id) => IdText.TryParse(text, out id);

    /// <inheritdoc/>
    public override string ToString() => IdText.Format(Value);
}

/// <summary>One sound that comes into a talk: a speaker's browser, a caller, a station line, a clip.</summary>
/// <param name="Value">The UUID.</param>
[JsonConverter(typeof(IdJsonConverter<ContributionId>))]
public readonly record struct ContributionId(Guid Value) : IId<ContributionId>
{
    /// <summary>A new identifier, later than all made before it.</summary>
    public static ContributionId New() => new(Guid.CreateVersion7());

    /// <inheritdoc/>
    public static ContributionId From(Guid value) => new(value);

    /// <summary>Reads the text form; false when it is not one.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out ContributionId id) => IdText.TryParse(text, out id);

    /// <inheritdoc/>
    public override string ToString() => IdText.Format(Value);
}

/// <summary>The recording of one talk, in one or more parts.</summary>
/// <param name="Value">The UUID.</param>
[JsonConverter(typeof(IdJsonConverter<RecordingId>))]
public readonly record struct RecordingId(Guid Value) : IId<RecordingId>
{
    /// <summary>A new identifier, later than all made before it.</summary>
    public static RecordingId New() => new(Guid.CreateVersion7());

    /// <inheritdoc/>
    public static RecordingId From(Guid value) => new(value);

    /// <summary>Reads the text form; false when it is not one.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out RecordingId id) => IdText.TryParse(text, out id);

    /// <inheritdoc/>
    public override string ToString() => IdText.Format(Value);
}

/// <summary>A message of a talk's chat.</summary>
/// <param name="Value">The UUID.</param>
[JsonConverter(typeof(IdJsonConverter<MessageId>))]
public readonly record struct MessageId(Guid Value) : IId<MessageId>
{
    /// <summary>A new identifier, later than all made before it.</summary>
    public static MessageId New() => new(Guid.CreateVersion7());

    /// <inheritdoc/>
    public static MessageId From(Guid value) => new(value);

    /// <summary>Reads the text form; false when it is not one.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out MessageId id) => IdText.TryParse(text, out id);

    /// <inheritdoc/>
    public override string ToString() => IdText.Format(Value);
}
