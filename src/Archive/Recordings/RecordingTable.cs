using Dapper;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation.Data;

namespace TalksPlatform.Archive.Recordings;

/// <summary>Recordings and their parts in PostgreSQL.</summary>
internal static class RecordingTable
{
    /// <summary>The recording, or null while it is not joined.</summary>
    public static async Task<Recording?> FindRecordingAsync(this ArchiveDb db, RecordingId id, CancellationToken ct)
    {
        await using var connection = await db.OpenAsync(ct);
        var row = await connection.QuerySingleOrDefaultAsync<Row>(new(
            """
            SELECT recording_id, episode_id, sample_rate, samples, integrated_lufs, range_lu, true_peak_dbtp, gain_db
            FROM archive.recording WHERE recording_id = @id
            """,
            new { id },
            cancellationToken: ct));
        return row?.ToRecording();
    }

    /// <summary>The recording, which a job before this one has joined.</summary>
    public static async Task<Recording> GetRecordingAsync(this ArchiveDb db, RecordingId id, CancellationToken ct) =>
        await db.FindRecordingAsync(id, ct) ?? throw ArchiveFaults.NotJoined(id.ToString()).AsException();

    /// <summary>The recording that an episode has already, or null.</summary>
    public static async Task<RecordingId?> FindRecordingOfAsync(this ArchiveDb db, EpisodeId episode, CancellationToken ct)
    {
        await using var connection = await db.OpenAsync(ct);
        return await connection.QuerySingleOrDefaultAsync<RecordingId?>(new(
            "SELECT recording_id FROM archive.recording WHERE episode_id = @episode", new { episode }, cancellationToken: ct));
    }

    /// <summary>How the wall clock lies on the recording.</summary>
    public static async Task<RecordingTimeline> GetTimelineAsync(this ArchiveDb db, Recording recording, CancellationToken ct)
    {
        await using var connection = await db.OpenAsync(ct);
        var parts = await connection.QueryAsync<JoinedPart>(new(
            "SELECT file, started_at, samples, sha256, repaired FROM archive.recording_part WHERE recording_id = @Id ORDER BY ordinal",
            new { recording.Id },
            cancellationToken: ct));
        return new RecordingTimeline(recording.SampleRate, parts);
    }

    /// <summary>Adds a joined recording with its parts.</summary>
    public static async Task AddRecordingAsync(
        this UnitOfWork work, Recording recording, string folder, string masterSha256, IReadOnlyList<JoinedPart> parts,
        DateTimeOffset joinedAt, CancellationToken ct)
    {
        await work.Connection.ExecuteAsync(new(
            """
            INSERT INTO archive.recording (recording_id, episode_id, folder, sample_rate, samples, master_sha256, joined_at)
            VALUES (@Id, @EpisodeId, @folder, @SampleRate, @Samples, @masterSha256, @joinedAt)
            """,
            new { recording.Id, recording.EpisodeId, folder, recording.SampleRate, recording.Samples, masterSha256, joinedAt },
            work.Transaction,
            cancellationToken: ct));
        await work.Connection.ExecuteAsync(new(
            """
            INSERT INTO archive.recording_part (recording_id, ordinal, file, started_at, samples, sha256, repaired)
            VALUES (@Id, @Ordinal, @File, @StartedAt, @Samples, @Sha256, @Repaired)
            """,
            parts.Select((part, index) => new
            {
                recording.Id,
                Ordinal = index + 1,
                part.File,
                part.StartedAt,
                part.Samples,
                part.Sha256,
                part.Repaired,
            }),
            work.Transaction,
            cancellationToken: ct));
    }

    /// <summary>Adds what each contributor gave.</summary>
    public static Task AddTracksAsync(this UnitOfWork work, RecordingId id, IEnumerable<KeptTrack> tracks, CancellationToken ct) =>
        work.Connection.ExecuteAsync(new(
            """
            INSERT INTO archive.recording_track (recording_id, ordinal, name, file, bytes, sha256)
            VALUES (@id, @Ordinal, @Name, @File, @Bytes, @Sha256)
            """,
            tracks.Select(track => new { id, track.Ordinal, track.Name, track.File, track.Stored.Bytes, track.Stored.Sha256 }),
            work.Transaction,
            cancellationToken: ct));

    /// <summary>What each contributor of an episode gave; none while its recording is not joined.</summary>
    public static async Task<IReadOnlyList<KeptTrack>> TracksOfAsync(this ArchiveDb db, EpisodeId episode, CancellationToken ct)
    {
        await using var connection = await db.OpenAsync(ct);
        var rows = await connection.QueryAsync<TrackRow>(new(
            """
            SELECT ordinal, name, file, bytes, recording_track.sha256
            FROM archive.recording_track JOIN archive.recording USING (recording_id) WHERE episode_id = @episode ORDER BY ordinal
            """,
            new { episode },
            cancellationToken: ct));
        return [.. rows.Select(row => new KeptTrack(row.Ordinal, row.Name, row.File, new(row.Bytes, row.Sha256)))];
    }

    /// <summary>Keeps how loud the master is.</summary>
    public static async Task SetLevelAsync(
        this ArchiveDb db, RecordingId id, MasterLevel level, DateTimeOffset measuredAt, CancellationToken ct)
    {
        await using var connection = await db.OpenAsync(ct);
        await connection.ExecuteAsync(new(
            """
            UPDATE archive.recording
            SET integrated_lufs = @IntegratedLufs, range_lu = @RangeLu, true_peak_dbtp = @TruePeakDbtp, gain_db = @GainDb,
                measured_at = @measuredAt
            WHERE recording_id = @id
            """,
            new { id, level.IntegratedLufs, level.RangeLu, level.TruePeakDbtp, level.GainDb, measuredAt },
            cancellationToken: ct));
    }

    private sealed record TrackRow(int Ordinal, string Name, string File, long Bytes, string Sha256);

    private sealed record Row(
        RecordingId RecordingId, EpisodeId EpisodeId, int SampleRate, long Samples,
        double? IntegratedLufs, double? RangeLu, double? TruePeakDbtp, double? GainDb)
    {
        public Recording ToRecording() => new(RecordingId, EpisodeId, SampleRate, Samples,
            GainDb is { } gain ? new MasterLevel(IntegratedLufs!.Value, RangeLu!.Value, TruePeakDbtp!.Value, gain) : null);
    }
}
