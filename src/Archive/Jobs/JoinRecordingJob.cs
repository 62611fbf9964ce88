using TalksPlatform.Archive.Recordings;
using TalksPlatform.Archive.Storage;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation;
using TalksPlatform.Foundation.Ffmpeg;
using TalksPlatform.Foundation.Jobs;

namespace TalksPlatform.Archive.Jobs;

/// <summary>Orders the joining of a recording's parts.</summary>
internal sealed record JoinRecording(RecordingId RecordingId, EpisodeId EpisodeId, string Folder) : IProductionStep;

/// <summary>Verifies the parts of a recording and joins them into its lossless master, with the contributors' tracks beside it.</summary>
internal sealed class JoinRecordingJob(
    ArchiveDb db, DataFolder data, IMediaStore media, MasterWriter writer, TrackWriter tracks, IJobQueue queue, TimeProvider time)
    : ProductionJob<JoinRecording>(db)
{
    protected override async Task ProduceAsync(JoinRecording args, JobRun run, CancellationToken ct)
    {
        await using var lease = await LeaseAsync($"recording:{args.EpisodeId}", ct);
        using var held = CancellationTokenSource.CreateLinkedTokenSource(ct, lease.Lost);

        var joined = await Db.FindRecordingOfAsync(args.EpisodeId, ct);
        if (joined is not null && joined != args.RecordingId)
            throw ArchiveFaults.SecondRecording(args.EpisodeId.ToString()).AsException();
        if (joined is null)
            await JoinAsync(args, run, held.Token);

        await queue.EnqueueAsync(
            $"measure:{args.RecordingId}", new MeasureLoudness(args.RecordingId, args.EpisodeId), ct);
    }

    private async Task JoinAsync(JoinRecording args, JobRun run, CancellationToken ct)
    {
        var folder = await RecordingFolder.OpenAsync(data, args.Folder, ct);
        using var draft = media.NewDraft(args.EpisodeId, Recording.MasterFile);
        var parts = await writer.WriteAsync(folder, draft.Path, run.Progress, ct);

        var recording = new Recording(
            args.RecordingId, args.EpisodeId, folder.Manifest.SampleRate, parts.Sum(part => part.Samples), Level: null);
        EnsureWhole(await MediaProbe.ReadAsync(draft.Path, ct), recording);
        var master = await draft.PublishAsync(ct);
        var kept = await tracks.WriteAsync(folder, recording, parts, ct);

        await using var work = await Db.BeginAsync(ct);
        await work.AddRecordingAsync(recording, args.Folder, master.Sha256, parts, time.GetUtcNow(), ct);
        await work.AddTracksAsync(recording.Id, kept, ct);
        await work.CommitAsync(ct);
    }

    private static void EnsureWhole(MediaProbe probe, Recording recording)
    {
        if (probe.Audio?.SampleRate != recording.SampleRate)
            throw ArchiveFaults.MasterMalformed($"it has {probe.Audio?.SampleRate} Hz, the manifest says {recording.SampleRate}").AsException();
        if ((long)Math.Round(probe.Duration.TotalSeconds * recording.SampleRate) != recording.Samples)
            throw ArchiveFaults.MasterMalformed($"it lasts {probe.Duration}, its parts {recording.Duration}").AsException();
    }
}
