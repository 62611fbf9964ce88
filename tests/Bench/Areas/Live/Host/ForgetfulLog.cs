using TalksPlatform.Broadcast;
using TalksPlatform.Broadcast.Talks;

namespace TalksPlatform.Bench.Areas.Live;

/// <summary>The peer that keeps nothing: all else of the server is as it is, but what is decided counts as written at once.</summary>
internal sealed class ForgetfulLog(BroadcastDb db, TalkBell bell) : TalkLog(db, bell)
{
    public override Task<bool> TryAppendAsync(long after, TalkState state, IReadOnlyList<LogEntry> entries, CancellationToken ct) =>
        Task.FromResult(true);
}
