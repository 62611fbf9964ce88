using TalksPlatform.Foundation.Faults;

namespace TalksPlatform.Broadcast.Talks;

/// <summary>
/// What a command leads to. It is at most one event, so that "one command, one line of the log" is a unique index in
/// PostgreSQL and a repeated command finds its first answer there.
/// </summary>
/// <param name="Event">What happens; null when refused or already so.</param>
/// <param name="Refusal">Why not; null when accepted.</param>
internal readonly record struct Decision(TalkEvent? Event, Fault? Refusal)
{
    /// <summary>Accepted, and there is nothing to do.</summary>
    public static Decision AlreadySo => default;

    public static implicit operator Decision(TalkEvent happened) => new(happened, null);

    public static implicit operator Decision(Fault refusal) => new(null, refusal);
}
