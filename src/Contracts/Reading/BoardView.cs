using System.Text.Json.Serialization;

namespace TalksPlatform.Contracts;

/// <summary>What the questions of a talk come to, for everybody to see: nothing is left lying in silence.</summary>
/// <param name="Next">What is answered next, in order.</param>
/// <param name="Received">All that were asked.</param>
/// <param name="Answered">By voice or in writing.</param>
/// <param name="Deferred">An expert answers them later.</param>
/// <param name="Joined">Joined with a similar question.</param>
/// <param name="Declined">Not taken, by reason.</param>
/// <param name="Waiting">To moderators: who has waited for long without an answer; null for everybody else.</param>
public sealed record BoardView(
    IReadOnlyList<QuestionId> Next,
    int Received,
    int Answered,
    int Deferred,
    int Joined,
    IReadOnlyList<DeclinedCount> Declined,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<WaitingGroup>? Waiting = null);

/// <summary>So many questions were not taken for one reason.</summary>
/// <param name="Why">The reason.</param>
/// <param name="Count">How many.</param>
public sealed record DeclinedCount(DeclineReason Why, int Count);

/// <summary>Questions that have one thing in common and wait, while the last answers all went to others.</summary>
/// <param name="Language">BCP 47 of their language; null when they have a province in common.</param>
/// <param name="Province">Where their authors said they are from; null when they have a language in common.</param>
/// <param name="Waiting">How many wait.</param>
public sealed record WaitingGroup(string? Language, string? Province, int Waiting);

/// <summary>Why a question was not taken. The author reads it in her own language; the others read how often.</summary>
public enum DeclineReason
{
    /// <summary>As the moderator wrote to the author.</summary>
    Other,

    /// <summary>It was asked and answered before.</summary>
    AskedBefore,

    /// <summary>It belongs to another talk.</summary>
    OtherTopic,

    /// <summary>Nobody understood what is asked.</summary>
    Unclear,

    /// <summary>It tells what only its author should know.</summary>
    Private,
}

/// <summary>What moderators alone see of a question.</summary>
/// <param name="By">Who asked.</param>
/// <param name="Labels">Words that the moderators gave it.</param>
/// <param name="Unread">No moderator has decided on it yet.</param>
/// <param name="Recorded">It came by telephone: its sound is at /api/talks/{talkId}/questions/{questionId}/recording.</param>
public sealed record DeskNote(PersonId By, IReadOnlyList<string> Labels, bool Unread, bool Recorded);
