using Dapper;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Mix;

/// <summary>The sounds that studios can play, in PostgreSQL.</summary>
internal sealed class SoundBook(BroadcastDb db)
{
    /// <summary>A sound of the series; null when there is none.</summary>
    public async Task<ShelvedSound?> FindAsync(SeriesId series, SoundId sound, CancellationToken ct)
    {
        await using var connection = await db.OpenAsync(ct);
        return await connection.QuerySingleOrDefaultAsync<ShelvedSound>(new CommandDefinition(
            "SELECT sound_id AS id, kind, name, seconds, file FROM sound WHERE sound_id = @Sound AND series_id = @Series",
            new { Sound = sound.Value, Series = series.Value }, cancellationToken: ct));
    }
}

/// <summary>A sound as it lies on the shelf.</summary>
/// <param name="Id">The sound.</param>
/// <param name="Kind">What it is for.</param>
/// <param name="Name">As the studio calls it.</param>
/// <param name="Seconds">Its length.</param>
/// <param name="File">Where it lies in the data folder.</param>
internal sealed record ShelvedSound(Guid Id, SoundKind Kind, string Name, double Seconds, string File);
