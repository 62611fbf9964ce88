namespace TalksPlatform.Contracts;

/// <summary>The sounds that a series' studios can play.</summary>
public interface ISoundShelf
{
    /// <summary>All of the series, behind those that every series has.</summary>
    Task<IReadOnlyList<ShelfSound>> ListAsync(SeriesId series, CancellationToken ct);

    /// <summary>Takes a sound in: its file is read in a sandbox and levelled to the programme.</summary>
    /// <param name="series">Whose it becomes.</param>
    /// <param name="file">What was sent, or null; it can tell its length.</param>
    /// <param name="fileName">Its sound's name when none is given.</param>
    /// <param name="kind">bed, ident or clip.</param>
    /// <param name="name">As the studio calls it, or null.</param>
    /// <param name="ct">Gives up.</param>
    /// <exception cref="Exception">A fault: sound.*.</exception>
    Task<ShelfSound> AddAsync(SeriesId series, Stream? file, string fileName, string? kind, string? name, CancellationToken ct);

    /// <summary>Makes it another one, but for what is heard; what is null stays.</summary>
    /// <exception cref="Exception">A fault: sound.*, strip.gain-wrong.</exception>
    Task<ShelfSound> ChangeAsync(SeriesId series, SoundId sound, string? name, string? kind, double? gainDb, CancellationToken ct);

    /// <summary>Removes it. Where it is being played it is heard to its end.</summary>
    /// <exception cref="Exception">A fault: sound.unknown, sound.built-in.</exception>
    Task RemoveAsync(SeriesId series, SoundId sound, CancellationToken ct);
}

/// <summary>A sound of the shelf.</summary>
/// <param name="Id">The sound.</param>
/// <param name="Kind">What it is for.</param>
/// <param name="Name">As the studio calls it.</param>
/// <param name="Seconds">Its length.</param>
/// <param name="GainDb">By how much it is made louder or softer.</param>
/// <param name="BuiltIn">Every series has it, and it stays as it is.</param>
public sealed record ShelfSound(SoundId Id, SoundKind Kind, string Name, double Seconds, double GainDb, bool BuiltIn);
