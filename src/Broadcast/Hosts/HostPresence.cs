using TalksPlatform.Broadcast.Audience;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Hosts;

/// <summary>
/// Who can run a talk and is at her desk, on whichever node: from producer up, for a talk with a producer is not lost.
/// Whoever was here once is known until the talk is let go of, so that her voice alone tells that she is there. Thread-safe.
/// </summary>
internal sealed class HostPresence(TalkAudience audience, TimeProvider time)
{
    /// <summary>Longer than nodes need to tell each other.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(7);

    private readonly Lock _gate = new();
    private readonly HashSet<PersonId> _known = [];
    private readonly Dictionary<PersonId, long> _elsewhere = [];

    /// <summary>All who were ever seen as such.</summary>
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

    /// <summary>Somebody comes in as what she is by now: a co-host whose time is over is none of them any more.</summary>
    public void Meet(Actor actor)
    {
        lock (_gate)
        {
            if (actor.Role >= Role.Producer)
                _known.Add(actor.Id);
            else
                _known.Remove(actor.Id);
        }
    }

    /// <summary>She can run this talk.</summary>
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
