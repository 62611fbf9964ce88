using TalksPlatform.Broadcast.Hubs;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Reactions;

/// <summary>What somebody feels, without a word.</summary>
internal enum ReactionKind
{
    Clap,
    Heart,
    Thanks,
    Laugh,
}

/// <summary>How many felt what, in one second.</summary>
internal sealed record ReactionsView(int Clap, int Heart, int Thanks, int Laugh);

/// <summary>
/// Counts a room's reactions, and tells them once a second, with those of the other nodes. One person has one a second:
/// what she sends beyond that is not counted. Nothing of it is kept. Thread-safe.
/// </summary>
internal sealed class ReactionCount : IDisposable
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(1);
    private static readonly int Kinds = Enum.GetValues<ReactionKind>().Length;

    private readonly Lock _gate = new();
    private readonly HashSet<PersonId> _reacted = [];
    private readonly TalkId _talk;
    private readonly TalkPost _post;
    private readonly NodeWhispers _whispers;
    private readonly ITimer _timer;
    private int[] _ours = new int[Kinds];
    private int[] _others = new int[Kinds];
    private bool _armed;

    public ReactionCount(TalkId talk, TalkPost post, NodeWhispers whispers, TimeProvider time)
    {
        (_talk, _post, _whispers) = (talk, post, whispers);
        _timer = time.CreateTimer(_ => Tell(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Add(PersonId person, ReactionKind kind)
    {
        lock (_gate)
        {
            if (!_reacted.Add(person))
                return;
            _ours[(int)kind]++;
            Arm();
        }
    }

    /// <summary>What another node counted; of a version with other kinds, what we know.</summary>
    public void AddOthers(IReadOnlyList<int> counts)
    {
        lock (_gate)
        {
            for (var kind = 0; kind < Math.Min(Kinds, counts.Count); kind++)
                _others[kind] += Math.Max(0, counts[kind]);
            Arm();
        }
    }

    public void Dispose() => _timer.Dispose();

    private void Arm()
    {
        if (_armed)
            return;
        _armed = true;
        _timer.Change(Window, Timeout.InfiniteTimeSpan);
    }

    private void Tell()
    {
        int[] ours, others;
        lock (_gate)
        {
            (ours, _ours) = (_ours, new int[Kinds]);
            (others, _others) = (_others, new int[Kinds]);
            _reacted.Clear();
            _armed = false;
        }
        int Of(ReactionKind kind) => ours[(int)kind] + others[(int)kind];

        var view = new ReactionsView(Of(ReactionKind.Clap), Of(ReactionKind.Heart), Of(ReactionKind.Thanks), Of(ReactionKind.Laugh));
        _post.Send(TalkGroups.Audience(_talk), client => client.Reactions(view));
        _post.Send(TalkGroups.Studio(_talk), client => client.Reactions(view));
        if (Array.Exists(ours, count => count > 0))
            _whispers.Tell(new Whisper(_talk, Reactions: ours));
    }
}
