using System.Text.Json.Serialization;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Talks;

/// <summary>
/// What happened in a talk, as the log keeps it. Its type's name and its JSON are kept for ever: add members with a
/// default, never rename or remove them.
/// </summary>
internal abstract record TalkEvent
{
    /// <summary>The state after it. It never refuses: what is in the log has happened.</summary>
    public abstract TalkState Apply(TalkState talk, Stamp stamp);

    /// <summary>What of the room looks different after it.</summary>
    [JsonIgnore]
    public abstract RoomChange Change { get; }

    /// <summary>What other modules are told of it, in the same transaction; null for most.</summary>
    /// <param name="talk">The state after it.</param>
    /// <param name="stamp">Where and when it stands in the log.</param>
    public virtual IFact? Fact(TalkState talk, Stamp stamp) => null;
}

/// <summary>An event that brings what the calendar says.</summary>
internal abstract record CalendarEvent(TalkCard Card) : TalkEvent
{
    public override RoomChange Change => RoomChange.OfStage;
}

/// <summary>Where an event stands in the log.</summary>
/// <param name="Seq">1 for the talk's first, without gaps.</param>
/// <param name="At">When it was decided.</param>
/// <param name="By">Whose command led to it.</param>
/// <param name="Command">The command's id.</param>
internal readonly record struct Stamp(long Seq, DateTimeOffset At, PersonId By, CommandId Command);

/// <summary>One line of the log.</summary>
internal sealed record LogEntry(Stamp Stamp, TalkEvent Event)
{
    public long Seq => Stamp.Seq;
}
