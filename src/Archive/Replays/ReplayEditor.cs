using TalksPlatform.Archive.Recordings;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation.Messaging;

namespace TalksPlatform.Archive.Replays;

/// <summary>Brings a public replay up to date with what its talk says of itself by now.</summary>
internal sealed class ReplayEditor(ArchiveDb db, ITalkReader talks, IEpisodeReader episodes) : IFactHandler<TalkRecordChanged>
{
    public Task HandleAsync(TalkRecordChanged fact, CancellationToken ct) => SetRightAsync(fact.TalkId.Episode, ct);

    /// <summary>Twice is as good as once; before the replay is public it does nothing.</summary>
    public async Task SetRightAsync(EpisodeId episode, CancellationToken ct)
    {
        if (await db.FindRecordingOfAsync(episode, ct) is not { } id || await talks.RecordAsync(TalkId.Of(episode), ct) is not { } record)
            return;

        var recording = await db.GetRecordingAsync(id, ct);
        var card = await episodes.FindAsync(episode, ct);
        var index = ReplayIndex.Of(record, await db.GetTimelineAsync(recording, ct), card?.Title);
        await using var work = await db.BeginAsync(ct);
        await work.SetIndexAsync(episode, index, ct);
        await work.CommitAsync(ct);
    }
}
