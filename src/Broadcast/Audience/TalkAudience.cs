using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Audience;

/// <summary>
/// Who is connected to a talk, by count: here a person with two tabs is one, and other nodes tell how many are there. Never in
/// the log. Thread-safe.
/// </summary>
internal sealed class TalkAudience(TimeProvider time)
{
    /// <summary>A node that was silent for so long is gone, and its people with it.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(15);

    private readonly Lock _gate = new();
    private readonly Dictionary<PersonId, int> _connections = [];
    private readonly Dictionary<Guid, (int People, long At)> _others = [];

    /// <summary>Raised when the count changed, outside any lock.</summary>
    public event Action? Changed;

    /// <summary>Persons on all nodes, now; somebody who is connected to two of them counts twice.</summary>
    public int Count { get; private set; }

    /// <summary>Distinct persons on this node.</summary>
    public int Here { get; private set; }

    /// <summary>The most on all nodes since this one has the talk.</summary>
    public int Peak { get; private set; }

    /// <summary>She is connected to this node.</summary>
    public bool IsHere(PersonId person)
    {
        lock (_gate)
            return _connections.ContainsKey(person);
    }

    public void Enter(PersonId person) => Change(() => Connect(person, +1));

    public void Leave(PersonId person) => Change(() => Connect(person, -1));

    /// <summary>Another node tells how many are there.</summary>
    public void Hear(Guid node, int people) => Change(() => _others[node] = (people, time.GetTimestamp()));

    /// <summary>Forgets the people of nodes that tell nothing any more.</summary>
    public void ForgetSilent() => Change(() =>
    {
        foreach (var (node, told) in _others)
        {
            if (time.GetElapsedTime(told.At) > Silence)
                _others.Remove(node);
        }
    });

    private void Connect(PersonId person, int by)
    {
        var connections = _connections.GetValueOrDefault(person) + by;
        if (connections > 0)
            _connections[person] = connections;
        else
            _connections.Remove(person);
    }

    private void Change(Action change)
    {
        lock (_gate)
        {
            change();
            Here = _connections.Count;
            var count = Here;
            foreach (var (people, _) in _others.Values)
                count += people;
            if (Count == count)
                return;
            Count = count;
            Peak = Math.Max(Peak, Count);
        }
        Changed?.Invoke();
    }
}
