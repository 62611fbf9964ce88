using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Hands;

/// <summary>
/// Who of a talk's line is connected, on whichever node, and who has been away for so long that her place goes to the
/// next. Thread-safe.
/// </summary>
internal sealed class LineWatch(TimeProvider time)
{
    /// <summary>Longer than a reload of the page, and than what nodes need to tell each other.</summary>
    private static readonly TimeSpan AwayAfter = TimeSpan.FromSeconds(12);

    private readonly Lock _gate = new();
    private readonly Dictionary<PersonId, long> _seen = [];
    private volatile IReadOnlyList<PersonId> _away = [];

    /// <summary>Those in line whom nobody has seen for a moment.</summary>
    public IReadOnlyList<PersonId> Away => _away;

    /// <summary>These are here now.</summary>
    public void See(IEnumerable<PersonId> people)
    {
        lock (_gate)
        {
            foreach (var person in people)
                _seen[person] = time.GetTimestamp();
        }
    }

    /// <summary>
    /// Looks through the line, and returns the hands whose owners have been away for too long. Whoever is looked at for the
    /// first time counts as here: after a restart everybody has time to come back.
    /// </summary>
    public IReadOnlyList<Hand> Look(HandLine hands)
    {
        lock (_gate)
        {
            foreach (var gone in _seen.Keys.Where(person => hands.Find(person) is null).ToList())
                _seen.Remove(gone);
            foreach (var hand in hands.Line)
                _seen.TryAdd(hand.Person, time.GetTimestamp());

            _away = [.. hands.Line.Where(hand => SinceSeen(hand) > AwayAfter).Select(hand => hand.Person)];
            return [.. hands.Line.Where(hand => hand.State != HandState.OnAir && SinceSeen(hand) >= HandLimits.PlaceKept)];
        }
    }

    /// <summary>Other nodes could not be heard for a while: everybody has time to come back.</summary>
    public void Forget()
    {
        lock (_gate)
            _seen.Clear();
    }

    private TimeSpan SinceSeen(Hand hand) => time.GetElapsedTime(_seen[hand.Person]);
}
