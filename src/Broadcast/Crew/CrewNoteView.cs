namespace TalksPlatform.Broadcast.Crew;

/// <summary>What studio and speakers were told.</summary>
/// <param name="Id">The sequence number at which it was written.</param>
/// <param name="Author">Who wrote it, or null when her name is not known.</param>
/// <param name="Text">Plain text, at most 280 user-perceived characters.</param>
/// <param name="At">When.</param>
internal sealed record CrewNoteView(long Id, string? Author, string Text, DateTimeOffset At)
{
    /// <summary>The notes after this one, in their order; all that are kept after 0.</summary>
    public static IReadOnlyList<CrewNoteView> After(long known, CrewNotes notes) =>
        [.. notes.Latest.Where(note => note.Order > known).Select(note => new CrewNoteView(note.Order, note.Author, note.Text, note.At))];
}
