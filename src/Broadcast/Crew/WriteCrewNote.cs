using System.Collections.Immutable;
using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation.Faults;

namespace TalksPlatform.Broadcast.Crew;

/// <summary>What studio and speakers write to each other during the talk; the audience sees nothing of it.</summary>
/// <param name="Latest">In their order.</param>
internal sealed record CrewNotes(ImmutableList<CrewNote> Latest)
{
    public static readonly CrewNotes Empty = new([]);

    private const int Kept = 50;

    public CrewNotes Add(CrewNote note) => new((Latest.Count < Kept ? Latest : Latest.RemoveAt(0)).Add(note));
}

/// <summary>One note.</summary>
/// <param name="Order">The sequence number at which it was written; its name, too.</param>
/// <param name="Author">Who wrote it, or null when her name is not known.</param>
/// <param name="Text">Plain text.</param>
/// <param name="At">When.</param>
internal sealed record CrewNote(long Order, string? Author, string Text, DateTimeOffset At);

/// <summary>Writes to the studio and to all speakers: "wrap up", "your microphone is too close".</summary>
internal sealed record WriteCrewNote(string Text) : TalkCommand
{
    public override Role AtLeast => Role.Speaker;

    public override Decision Decide(TalkState talk, Actor actor, DateTimeOffset now)
    {
        if (talk.Over is { } over)
            return over;
        var text = PlainText.Clean(Text);
        if (text.Length == 0)
            return CrewFaults.Empty;
        return PlainText.Fits(text, CrewLimits.Text) ? new CrewNoteWritten(actor.Name, text) : CrewFaults.TooLong;
    }
}

/// <summary>Studio and speakers were told something.</summary>
internal sealed record CrewNoteWritten(string? Author, string Text) : TalkEvent
{
    public override RoomChange Change => RoomChange.None;

    public override TalkState Apply(TalkState talk, Stamp stamp) => talk with
    {
        Crew = talk.Crew.Add(new CrewNote(stamp.Seq, Author, Text, stamp.At)),
    };
}

/// <summary>Why a note is refused.</summary>
internal static class CrewFaults
{
    public static readonly Fault Empty = new("note.empty", FaultKind.Invalid,
        "Write what studio and speakers should know first.");

    public static readonly Fault TooLong = new("note.too-long", FaultKind.Invalid,
        $"A note has at most {CrewLimits.Text} characters. Make it shorter.");
}

/// <summary>Bounds of a note.</summary>
internal static class CrewLimits
{
    /// <summary>User-perceived characters.</summary>
    public const int Text = 280;
}
