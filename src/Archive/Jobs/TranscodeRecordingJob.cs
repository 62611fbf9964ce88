using Microsoft.Extensions.Logging;
using TalksPlatform.Archive.Recordings;
using TalksPlatform.Archive.Renditions;
using TalksPlatform.Archive.Storage;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation.Jobs;
using TalksPlatform.Foundation.Messaging;

namespace TalksPlatform.Archive.Jobs;

/// <summary>Orders one rendition of a recording.</summary>
internal sealed record TranscodeRecording(RecordingId RecordingId, EpisodeId EpisodeId, string Profile) : IProductionStep;

/// <summary>Makes one rendition of a recording. Safe to run twice: the file appears by rename, the row by upsert.</summary>
internal sealed class TranscodeRecordingJob(
    ArchiveDb db, IMediaStore media, Transcoder transcoder, IEpisodeReader episodes, IJobQueue queue, TimeProvider time,
    ILogger<TranscodeRecordingJob> logger)
    : ProductionJob<TranscodeRecording>(db)
{
    private const int MostCorrections = 2;

    protected override async Task ProduceAsync(TranscodeRecording args, JobRun run, CancellationToken ct)
    {
        await using var lease = await LeaseAsync($"rendition:{args.RecordingId}:{args.Profile}", ct);
        using var held = CancellationTokenSource.CreateLinkedTokenSource(ct, lease.Lost);

        var made = await Db.RenditionsOfAsync(args.RecordingId, ct);
        if (!made.Contains(args.Profile))
        {
            await MakeAsync(RenditionProfile.Named(args.Profile), args, run, held.Token);
            made = await Db.RenditionsOfAsync(args.RecordingId, ct);
        }

        if (RenditionProfile.All.All(profile => made.Contains(profile.Name)))
        {
            await queue.EnqueueAsync(
                $"publish:{args.RecordingId}", new PublishReplay(args.RecordingId, args.EpisodeId), ct);
        }
    }

    private async Task MakeAsync(RenditionProfile profile, TranscodeRecording args, JobRun run, CancellationToken ct)
    {
        var recording = await Db.GetRecordingAsync(args.RecordingId, ct);
        var level = recording.Level ?? throw ArchiveFaults.NotMeasured(args.RecordingId.ToString()).AsException();
        var order = new TranscodeOrder(
            media.PathOf(recording.EpisodeId, Recording.MasterFile), recording.Duration, profile, Levelling.For(level),
            await episodes.FindAsync(recording.EpisodeId, ct));

        using var draft = media.NewDraft(recording.EpisodeId, profile.File);
        var encoded = await EncodeAsync(order, draft, run, ct);
        for (var corrections = 0; corrections < MostCorrections && !RenditionProfile.IsWithinBounds(encoded.Loudness, level); corrections++)
        {
            order = order with { Levelling = order.Levelling.CorrectedFor(encoded.Loudness) };
            encoded = await EncodeAsync(order, draft, run, ct);
        }
        if (!RenditionProfile.MayBePublished(encoded.Loudness))
            throw ArchiveFaults.RenditionLoudness(profile.Name, encoded.Loudness).AsException();
        if (!RenditionProfile.IsWithinBounds(encoded.Loudness, level))
        {
            logger.LogWarning("Episode {Episode}: its {Profile} stays at {Loudness} LUFS, for louder it would clip",
                args.EpisodeId, profile.Name, encoded.Loudness.Integrated);
        }
        var stored = await draft.PublishAsync(ct);

        await using var work = await Db.BeginAsync(ct);
        await work.UpsertRenditionAsync(recording.Id, profile, stored, encoded, time.GetUtcNow(), ct);
        await work.AddFactAsync(new RenditionReady(recording.EpisodeId, profile.Name), ct);
        await work.CommitAsync(ct);
    }

    private async Task<EncodedFile> EncodeAsync(TranscodeOrder order, MediaDraft draft, JobRun run, CancellationToken ct)
    {
        await transcoder.EncodeAsync(order, draft.Path, run.Progress, ct);
        var encoded = await transcoder.InspectAsync(draft.Path, ct);
        order.Profile.EnsureMatches(encoded.Probe, order.Duration);
        return encoded;
    }
}
