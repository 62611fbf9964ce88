using TalksPlatform.Archive.Recordings;
using TalksPlatform.Archive.Renditions;
using TalksPlatform.Archive.Storage;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation.Jobs;

namespace TalksPlatform.Archive.Jobs;

/// <summary>Orders the measuring of a master.</summary>
internal sealed record MeasureLoudness(RecordingId RecordingId, EpisodeId EpisodeId) : IProductionStep;

/// <summary>Measures a master once, so that all its renditions get the same gain.</summary>
internal sealed class MeasureLoudnessJob(
    ArchiveDb db, IMediaStore media, Leveller leveller, IJobQueue queue, TimeProvider time)
    : ProductionJob<MeasureLoudness>(db)
{
    protected override async Task ProduceAsync(MeasureLoudness args, JobRun run, CancellationToken ct)
    {
        await using var lease = await LeaseAsync($"level:{args.RecordingId}", ct);
        using var held = CancellationTokenSource.CreateLinkedTokenSource(ct, lease.Lost);

        var recording = await Db.GetRecordingAsync(args.RecordingId, ct);
        if (recording.Level is null)
        {
            var level = await leveller.MeasureAsync(media.PathOf(recording.EpisodeId, Recording.MasterFile), held.Token);
            await Db.SetLevelAsync(recording.Id, level, time.GetUtcNow(), ct);
        }

        foreach (var profile in RenditionProfile.All)
        {
            await queue.EnqueueAsync(
                $"transcode:{args.RecordingId}:{profile.Name}",
                new TranscodeRecording(args.RecordingId, args.EpisodeId, profile.Name),
                ct);
        }
    }
}
