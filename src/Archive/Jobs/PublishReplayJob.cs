using TalksPlatform.Archive.Recordings;
using TalksPlatform.Archive.Renditions;
using TalksPlatform.Archive.Replays;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation.Jobs;
using TalksPlatform.Foundation.Messaging;

namespace TalksPlatform.Archive.Jobs;

/// <summary>Orders the publishing of a replay.</summary>
internal sealed record PublishReplay(RecordingId RecordingId, EpisodeId EpisodeId) : IProductionStep;

/// <summary>Makes a replay public once all its files are there: with its chapters, its questions and its polls' results.</summary>
internal sealed class PublishReplayJob(ArchiveDb db, ITalkReader talks, IEpisodeReader episodes, ReplayEditor editor, TimeProvider time)
    : ProductionJob<PublishReplay>(db)
{
    protected override async Task ProduceAsync(PublishReplay args, JobRun run, CancellationToken ct)
    {
        var recording = await Db.GetRecordingAsync(args.RecordingId, ct);
        var made = await Db.RenditionsOfAsync(recording.Id, ct);
        if (RenditionProfile.All.FirstOrDefault(profile => !made.Contains(profile.Name)) is { } missing)
            throw ArchiveFaults.NotMade(missing.Name).AsException();

        var record = await talks.RecordAsync(TalkId.Of(recording.EpisodeId), ct);
        if (record is { EndedAt: null })
            throw ArchiveFaults.TalkStillLive(recording.EpisodeId.ToString()).AsException();
        var episode = await episodes.FindAsync(recording.EpisodeId, ct);
        var index = ReplayIndex.Of(record, await Db.GetTimelineAsync(recording, ct), episode?.Title);

        await using var work = await Db.BeginAsync(ct);
        if (!await work.TryAddReplayAsync(recording, index, time.GetUtcNow(), ct))
            return; // public already, and told
        await work.AddFactAsync(new ReplayPublished(recording.EpisodeId, recording.Duration), ct);
        await work.CommitAsync(ct);

        // What was set right between the reading and the commit found no replay to set right.
        await editor.SetRightAsync(recording.EpisodeId, ct);
    }
}
