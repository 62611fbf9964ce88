using Dapper;
using TalksPlatform.Archive.Storage;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation.Data;

namespace TalksPlatform.Archive.Renditions;

/// <summary>Renditions in PostgreSQL.</summary>
internal static class RenditionTable
{
    /// <summary>Names of the profiles that a recording has.</summary>
    public static async Task<IReadOnlySet<string>> RenditionsOfAsync(this ArchiveDb db, RecordingId recording, CancellationToken ct)
    {
        await using var connection = await db.OpenAsync(ct);
        var profiles = await connection.QueryAsync<string>(new(
            "SELECT profile FROM archive.rendition WHERE recording_id = @recording", new { recording }, cancellationToken: ct));
        return profiles.ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>The file of a published replay, or null.</summary>
    public static async Task<PublicFile?> FindPublicFileAsync(this ArchiveDb db, EpisodeId episode, string file, CancellationToken ct)
    {
        await using var connection = await db.OpenAsync(ct);
        return await connection.QuerySingleOrDefaultAsync<PublicFile>(new(
            """
            SELECT rendition.profile, rendition.file, rendition.bytes, rendition.sha256, rendition.made_at
            FROM archive.rendition JOIN archive.replay USING (recording_id)
            WHERE replay.episode_id = @episode AND rendition.file = @file
            """,
            new { episode, file },
            cancellationToken: ct));
    }

    /// <summary>Adds a rendition, or replaces the one that was there.</summary>
    public static Task UpsertRenditionAsync(
        this UnitOfWork work, RecordingId recording, RenditionProfile profile, StoredFile file, EncodedFile encoded,
        DateTimeOffset madeAt, CancellationToken ct) =>
        work.Connection.ExecuteAsync(new(
            """
            INSERT INTO archive.rendition
                (recording_id, profile, file, bytes, sha256, duration, integrated_lufs, true_peak_dbtp, made_at)
            VALUES (@recording, @Name, @File, @Bytes, @Sha256, @Duration, @IntegratedLufs, @TruePeakDbtp, @madeAt)
            ON CONFLICT (recording_id, profile) DO UPDATE SET
                file = EXCLUDED.file, bytes = EXCLUDED.bytes, sha256 = EXCLUDED.sha256, duration = EXCLUDED.duration,
                integrated_lufs = EXCLUDED.integrated_lufs, true_peak_dbtp = EXCLUDED.true_peak_dbtp, made_at = EXCLUDED.made_at
            """,
            new
            {
                recording,
                profile.Name,
                profile.File,
                file.Bytes,
                file.Sha256,
                encoded.Probe.Duration,
                IntegratedLufs = encoded.Loudness.Integrated,
                TruePeakDbtp = Decibels.Finite(encoded.Loudness.TruePeak),
                madeAt,
            },
            work.Transaction,
            cancellationToken: ct));
}

/// <summary>A file that everybody may fetch.</summary>
/// <param name="Profile">Its rendition profile.</param>
/// <param name="File">Its name.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Sha256">Lower-case hex.</param>
/// <param name="MadeAt">When it was made.</param>
internal sealed record PublicFile(string Profile, string File, long Bytes, string Sha256, DateTimeOffset MadeAt);
