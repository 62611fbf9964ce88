using System.Collections.Concurrent;
using System.Net;
using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Questions;

/// <summary>
/// How many questions of one network wait in a talk. A carrier's address stands for a whole province, so the share is wide:
/// five hundred people have two each, and whoever has none waiting asks beyond it, up to twice as many. Less than half of a
/// talk's questions is then the most that one address with any number of tokens takes. Each server counts for itself and in
/// memory: nobody's address comes into the log. Thread-safe.
/// </summary>
internal sealed class NetworkShares(TimeProvider time)
{
    /// <summary>So many of one network wait at the most.</summary>
    public const int Share = 1_000;

    /// <summary>So many, where they are the first ones of those who ask.</summary>
    public const int ShareOfFirst = 2_000;

    private const int FirstSweep = 4_096;

    private static readonly TimeSpan CommitPatience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan CountAgainAfter = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan KeptFor = TimeSpan.FromDays(1);

    private readonly ConcurrentDictionary<(TalkId Talk, IPAddress Network), Waiting> _networks = new();
    private int _sweepAt = FirstSweep;

    /// <summary>Takes a question's place; false when too many of this network wait.</summary>
    public bool TryTake(TalkState talk, QuestionId question, PersonId by, IPAddress network)
    {
        if (_networks.TryGetValue((talk.Id, network), out var waiting))
            return waiting.TryTake(talk, question, by);
        if (_networks.Count >= Volatile.Read(ref _sweepAt))
            Sweep();
        return _networks.GetOrAdd((talk.Id, network), _ => new Waiting(time)).TryTake(talk, question, by);
    }

    private void Sweep()
    {
        foreach (var network in _networks.Where(network => network.Value.Age > KeptFor))
            _networks.TryRemove(network);
        Volatile.Write(ref _sweepAt, Math.Max(FirstSweep, 2 * _networks.Count));
    }

    /// <summary>Those of one network in one talk.</summary>
    private sealed class Waiting(TimeProvider time)
    {
        private readonly Lock _gate = new();
        private readonly Dictionary<QuestionId, long> _taken = [];
        private long _latest = time.GetTimestamp();
        private long? _counted;

        public TimeSpan Age
        {
            get
            {
                lock (_gate)
                    return time.GetElapsedTime(_latest);
            }
        }

        public bool TryTake(TalkState talk, QuestionId question, PersonId by)
        {
            lock (_gate)
            {
                if (_taken.ContainsKey(question))
                    return true;
                if (_taken.Count >= Share && (_counted is not { } counted || time.GetElapsedTime(counted) >= CountAgainAfter))
                    Count(talk);
                if (_taken.Count >= (talk.Questions.WaitingOf(by) == 0 ? ShareOfFirst : Share))
                    return false;
                _taken[question] = _latest = time.GetTimestamp();
                return true;
            }
        }

        /// <summary>Forgets those that wait no more, or were refused.</summary>
        private void Count(TalkState talk)
        {
            _counted = time.GetTimestamp();
            foreach (var (id, taken) in _taken)
            {
                var waits = talk.Questions.Find(id) is { } question
                    ? question.IsUnread && !talk.Blocked.Contains(question.By)
                    : time.GetElapsedTime(taken) < CommitPatience;
                if (!waits)
                    _taken.Remove(id);
            }
        }
    }
}
