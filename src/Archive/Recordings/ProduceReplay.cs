using TalksPlatform.Archive.Jobs;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation.Jobs;
using TalksPlatform.Foundation.Messaging;

namespace TalksPlatform.Archive.Recordings;

/// <summary>Begins the production of a replay once its recording is closed.</summary>
internal sealed class ProduceReplay(IJobQueue queue) : IFactHandler<RecordingClosed>
{
    public Task HandleAsync(RecordingClosed fact, CancellationToken ct) => queue.EnqueueAsync(
        $"join:{fact.RecordingId}", new JoinRecording(fact.RecordingId, fact.TalkId.Episode, fact.Folder), ct);
}
