using Dapper;
using TalksPlatform.Broadcast.Media.Sounds;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Mix;

/// <summary>The sounds that studios can play, in PostgreSQL, and those that every studio has.</summary>
internal sealed class SoundBook(BroadcastDb db)
{
    private const string Columns = "sound_id AS id, kind, name, seconds, file, gain_db AS gaindb";

    /// <summary>A sound of the series; null when there is none.</summary>
    public async Task<ShelvedSound?> FindAsync(SeriesId series, SoundId sound, CancellationToken ct)
    {
        if (BuiltInSounds.Find(sound) is { } builtIn)
            return builtIn;
        await using var connection = await db.OpenAsync(ct);
        return await connection.QuerySingleOrDefaultAsync<ShelvedSound>(new CommandDefinition(
            $"SELECT {Columns} FROM sound WHERE sound_id = @Sound AND series_id = @Series",
            new { Sound = sound.Value, Series = series.Value }, cancellationToken: ct));
    }

    /// <summary>All of the series, in the order in which they came, behind those that every series has.</summary>
    public async Task<IReadOnlyList<ShelvedSound>> ListAsync(SeriesId series, CancellationToken ct)
    {
        await using var connection = await db.OpenAsync(ct);
        var own = await connection.QueryAsync<ShelvedSound>(new CommandDefinition(
            $"SELECT {Columns} FROM sound WHERE series_id = @Series ORDER BY added_at, sound_id",
            new { Series = series.Value }, cancellationToken: ct));
        return [.. BuiltInSounds.All, .. own];
    }

    /// <summary>Puts a sound on the shelf; false when it is full.</summary>
    public async Task<bool> AddAsync(SeriesId series, ShelvedSound sound, CancellationToken ct)
    {
        await using var connection = await db.OpenAsync(ct);
        return await connection.ExecuteAsync(new CommandDefinition(
            """
            INSERT INTO sound (sound_id, series_id, kind, name, seconds, file, gain_db)
            SELECT @Id, @Series, @Kind, @Name, @Seconds, @File, @GainDb
            WHERE (SELECT count(*) FROM sound WHERE series_id = @Series) < @Most
            """,
            new
            {
                sound.Id,
                Series = series.Value,
                Kind = Word(sound.Kind),
                sound.Name,
                sound.Seconds,
                sound.File,
                sound.GainDb,
                Most = SoundLimits.Shelf,
            },
            cancellationToken: ct)) > 0;
    }

    /// <summary>Makes it another one, but for what is heard; null when it is not there.</summary>
    public async Task<ShelvedSound?> ChangeAsync(
        SeriesId series, SoundId sound, string? name, SoundKind? kind, double? gainDb, CancellationToken ct)
    {
        await using var connection = await db.OpenAsync(ct);
        return await connection.QuerySingleOrDefaultAsync<ShelvedSound>(new CommandDefinition(
            $"""
            UPDATE sound SET name = coalesce(@Name, name), kind = coalesce(@Kind, kind), gain_db = coalesce(@GainDb, gain_db)
            WHERE sound_id = @Sound AND series_id = @Series RETURNING {Columns}
            """,
            new { Sound = sound.Value, Series = series.Value, Name = name, Kind = kind is { } word ? Word(word) : null, GainDb = gainDb },
            cancellationToken: ct));
    }

    /// <summary>Takes it off the shelf; false when it is not there.</summary>
    public async Task<bool> RemoveAsync(SeriesId series, SoundId sound, CancellationToken ct)
    {
        await using var connection = await db.OpenAsync(ct);
        return await connection.ExecuteAsync(new CommandDefinition(
            "DELETE FROM sound WHERE sound_id = @Sound AND series_id = @Series",
            new { Sound = sound.Value, Series = series.Value }, cancellationToken: ct)) > 0;
    }

    private static string Word(SoundKind kind) => kind.ToString().ToLowerInvariant();
}

/// <summary>A sound as it lies on the shelf.</summary>
/// <param name="Id">The sound.</param>
/// <param name="Kind">What it is for.</param>
/// <param name="Name">As the studio calls it.</param>
/// <param name="Seconds">Its length.</param>
/// <param name="File">Where it lies in the data folder; empty when it lies nowhere, because every shelf has it.</param>
/// <param name="GainDb">By how much it is made louder or softer.</param>
internal sealed record ShelvedSound(Guid Id, SoundKind Kind, string Name, double Seconds, string File, double GainDb);
