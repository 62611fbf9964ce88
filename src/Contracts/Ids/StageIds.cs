using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace TalksPlatform.Contracts;

/// <summary>Slides that were uploaded together: one PDF, or some pictures.</summary>
/// <param name="Value">The UUID.</param>
[JsonConverter(typeof(IdJsonConverter<DeckId>))]
public readonly record struct DeckId(Guid Value) : IId<DeckId>
{
    /// <summary>A new identifier, later than all made before it.</summary>
    public static DeckId New() => new(Guid.CreateVersion7());

    /// <inheritdoc/>
    public static DeckId From(Guid value) => new(value);

    /// <summary>Reads the text form; false when it is not one.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out DeckId id) => IdText.TryParse(text, out id);

    /// <inheritdoc/>
    public override string ToString() => IdText.Format(Value);
}

/// <summary>One slide.</summary>
/// <param name="Value">The UUID.</param>
[JsonConverter(typeof(IdJsonConverter<SlideId>))]
public readonly record struct SlideId(Guid Value) : IId<SlideId>
{
    /// <summary>A new identifier, later than all made before it.</summary>
    public static SlideId New() => new(Guid.CreateVersion7());

    /// <inheritdoc/>
    public static SlideId From(Guid value) => new(value);

    /// <summary>Reads the text form; false when it is not one.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out SlideId id) => IdText.TryParse(text, out id);

    /// <inheritdoc/>
    public override string ToString() => IdText.Format(Value);
}

/// <summary>One part of the rundown.</summary>
/// <param name="Value">The UUID.</param>
[JsonConverter(typeof(IdJsonConverter<CueId>))]
public readonly record struct CueId(Guid Value) : IId<CueId>
{
    /// <summary>A new identifier, later than all made before it.</summary>
    public static CueId New() => new(Guid.CreateVersion7());

    /// <inheritdoc/>
    public static CueId From(Guid value) => new(value);

    /// <summary>Reads the text form; false when it is not one.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out CueId id) => IdText.TryParse(text, out id);

    /// <inheritdoc/>
    public override string ToString() => IdText.Format(Value);
}

/// <summary>A file that listeners take home.</summary>
/// <param name="Value">The UUID.</param>
[JsonConverter(typeof(IdJsonConverter<HandoutId>))]
public readonly record struct HandoutId(Guid Value) : IId<HandoutId>
{
    /// <summary>A new identifier, later than all made before it.</summary>
    public static HandoutId New() => new(Guid.CreateVersion7());

    /// <inheritdoc/>
    public static HandoutId From(Guid value) => new(value);

    /// <summary>Reads the text form; false when it is not one.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out HandoutId id) => IdText.TryParse(text, out id);

    /// <inheritdoc/>
    public override string ToString() => IdText.Format(Value);
}

/// <summary>A sound of the studio's shelf.</summary>
/// <param name="Value">The UUID.</param>
[JsonConverter(typeof(IdJsonConverter<SoundId>))]
public readonly record struct SoundId(Guid Value) : IId<SoundId>
{
    /// <summary>A new identifier, later than all made before it.</summary>
    public static SoundId New() => new(Guid.CreateVersion7());

    /// <inheritdoc/>
    public static SoundId From(Guid value) => new(value);

    /// <summary>Reads the text form; false when it is not one.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out SoundId id) => IdText.TryParse(text, out id);

    /// <inheritdoc/>
    public override string ToString() => IdText.Format(Value);
}
