using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Audience;

/// <summary>
/// Who is connected to a talk on this node, by count: a person with two tabs is one. Never in the log. Thread-safe.
/// </summary>
internal sealed class TalkAudience
{
    private readonly Lock _gate = new();
    private readonly Dictionary<PersonId, int> _connections = [];

    /// <summary>Raised when the count changed, outside any lock.</summary>
    public event Action? Changed;

    /// <summary>Distinct persons, now.</summary>
    public int Count { get; private set; }

    /// <summary>The most since this node has the talk.</summary>
    public int Peak { get; private set; }

    /// <summary>She is connected to this node.</summary>
    public bool IsHere(PersonId person)
    {
        lock (_gate)
            return _connections.ContainsKey(person);
    }

    public void Enter(PersonId person) => Change(person, +1);

    public void Leave(PersonId person) => Change(person, -1);

    private void Change(PersonId person, int by)
    {
        lock (_gate)
        {
            var connections = _connections.GetValueOrDefault(person) + by;
            if (connections > 0)
                _connections[person] = connections;
            else
                _connections.Remove(person);

            if (Count == _connections.Count)
                return;
            Count = _connections.Count;
            Peak = Math.Max(Peak, Count);
        }
        Changed?.Invoke();
    }
}
