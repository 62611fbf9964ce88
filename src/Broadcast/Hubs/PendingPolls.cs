using TalksPlatform.Broadcast.Polls;
using TalksPlatform.Broadcast.Reading;
using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Hubs;

/// <summary>The polls that changed since the last patch: some look different, others only have more ballots.</summary>
internal sealed class PendingPolls
{
    private readonly HashSet<PollId> _stepped = [];
    private readonly HashSet<PollId> _counted = [];

    public void Add(RoomChange change)
    {
        if (change.Poll is { } poll)
            _stepped.Add(poll);
        if (change.OtherPoll is { } other)
            _stepped.Add(other);
        if (change.Counted is { } counted)
            _counted.Add(counted);
    }

    public void Clear()
    {
        _stepped.Clear();
        _counted.Clear();
    }

    /// <summary>Adds what these viewers see of it; the patch itself when that is nothing.</summary>
    public RoomPatch AddTo(RoomPatch patch, TalkState talk, Viewer viewer)
    {
        if (_stepped.Count + _counted.Count == 0)
            return patch;

        var stepped = _stepped.Select(talk.Polls.Find).OfType<Poll>().Where(poll => PollViews.IsShown(poll, viewer));
        var counted = _counted.Except(_stepped).Select(talk.Polls.Find).OfType<Poll>().Where(poll => PollViews.IsShown(poll, viewer));
        var gone = viewer.SeesStudio ? _stepped.Where(id => talk.Polls.Find(id) is null) : [];
        return patch with
        {
            Polls = Some(stepped.Select(poll => PollViews.ForMany(poll, viewer))),
            Counts = Some(counted.Select(poll => PollViews.Count(poll, viewer))),
            RemovedPolls = Some(gone),
        };
    }

    private static List<T>? Some<T>(IEnumerable<T> all) => all.ToList() is { Count: > 0 } some ? some : null;
}
