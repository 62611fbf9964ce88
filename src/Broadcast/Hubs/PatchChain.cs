using TalksPlatform.Broadcast.Reading;
using TalksPlatform.Broadcast.Talks;

namespace TalksPlatform.Broadcast.Hubs;

/// <summary>
/// The patches that one kind of viewer gets, each following on the one before, and the latest of them for those who were
/// away for a moment. Its owner serialises the calls.
/// </summary>
internal sealed class PatchChain(Viewer viewer, string group, long seq)
{
    /// <summary>About a minute of a busy talk.</summary>
    private const int Kept = 256;

    private readonly Queue<RoomPatch> _latest = new();
    private long _seq = seq;

    /// <summary>Who gets them.</summary>
    public string Group { get; } = group;

    /// <summary>Makes the next patch, if these viewers see any difference.</summary>
    public RoomPatch? Next(PendingChanges changes, TalkState talk)
    {
        if (changes.PatchFor(talk, viewer, _seq) is not { } patch)
            return null;
        _seq = patch.Seq;
        _latest.Enqueue(patch);
        if (_latest.Count > Kept)
            _latest.Dequeue();
        return patch;
    }

    /// <summary>What came after this sequence number; null when that is no longer known.</summary>
    public IReadOnlyList<RoomPatch>? After(long known)
    {
        if (known >= _seq)
            return [];
        return _latest.TryPeek(out var oldest) && oldest.FromSeq <= known ? [.. _latest.Where(patch => patch.Seq > known)] : null;
    }
}
