using TalksPlatform.Broadcast.Audience;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Hosts;

/// <summary>
/// Which hosts of a talk are at their desks, on whichever node. Whoever was one here once is known until the talk is let go
/// of, so that her voice alone tells that she is there. Thread-safe.
/// </summary>
internal sealed class HostPresence(TalkAudience audience, TimeProvider time)
{
    /// <summary>Longer than nodes need to tell each other.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(7);

    private readonly Lock _gate = new();
    private readonly HashSet<PersonId> _known = [];
    private readonly Dictionary<PersonId, long> _elsewhere = [];

    /// <summary>All who were ever seen as hosts.</summary>
    public IReadOnlyList<PersonId> Known
    {
        get
        {
            lock (_gate)
                return [.. _known];
        }
    }

    /// <summary>Those at a desk that is connected to this node.</summary>
    public PersonId[] Here => [.. Known.Where(audience.IsHere)];

    /// <summary>One of them is at a desk, here or elsewhere.</summary>
    public bool IsAnyHere
    {
        get
        {
            lock (_gate)
                return _known.Any(audience.IsHere) || _elsewhere.Values.Any(at => time.GetElapsedTime(at) < Fresh);
        }
    }

    /// <summary>She has a host's rights in this talk.</summary>
    public void Know(PersonId person)
    {
        lock (_gate)
            _known.Add(person);
    }

    /// <summary>Another node tells who is there.</summary>
    public void Hear(IEnumerable<PersonId> people)
    {
        lock (_gate)
        {
            foreach (var person in people)
            {
                _known.Add(person);
                _elsewhere[person] = time.GetTimestamp();
            }
        }
    }
}
