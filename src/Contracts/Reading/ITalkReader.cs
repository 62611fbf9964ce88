using System.Text.Json.Serialization;

namespace TalksPlatform.Contracts;

/// <summary>The live side, for reading: what the pages show first and what the archive keeps.</summary>
public interface ITalkReader
{
    /// <summary>The room as this person may see it (the hub's first message too), or null when there is no such talk.</summary>
    Task<RoomView?> RoomAsync(TalkId talk, PersonId? viewer, CancellationToken ct);

    /// <summary>The studio called this person up out of the audience: she may send sound to this talk, for as long as that holds.</summary>
    Task<bool> MaySendSoundAsync(TalkId talk, PersonId person, CancellationToken ct);

    /// <summary>This speaker of the talk took over from its host, who was lost: she may do what a host may.</summary>
    Task<bool> TookOverAsync(TalkId talk, PersonId person, CancellationToken ct);

    /// <summary>All that was said in writing: for the archive, once the talk has ended. Null when it never went live.</summary>
    Task<TalkRecord?> RecordAsync(TalkId talk, CancellationToken ct);
}

/// <summary>Where a live talk stands.</summary>
public enum TalkPhase
{
    /// <summary>It stands on the calendar: questions are asked in advance, nobody is in the room yet.</summary>
    Announced,

    /// <summary>Hosts and speakers prepare; nothing goes out.</summary>
    GreenRoom,

    /// <summary>On air.</summary>
    Live,

    /// <summary>Over.</summary>
    Ended,
}

/// <summary>A question's way. Declined and merged are the ends of those that are not answered themselves.</summary>
public enum QuestionState
{
    /// <summary>Waits for the host; only its author and the moderators see it.</summary>
    Asked,

    /// <summary>Everybody sees it and may vote for it.</summary>
    Approved,

    /// <summary>It is in the line of those that are answered next.</summary>
    Next,

    /// <summary>It is being answered on air.</summary>
    Answering,

    /// <summary>It was answered, by voice or in writing.</summary>
    Answered,

    /// <summary>An expert answers it later.</summary>
    Deferred,

    /// <summary>Not taken; only its author sees the reason.</summary>
    Declined,

    /// <summary>Joined with a similar question, which bears its votes; only its author and the moderators see it.</summary>
    Merged,
}

/// <summary>A poll's way.</summary>
public enum PollState
{
    /// <summary>Only the studio sees it.</summary>
    Draft,

    /// <summary>Votes are taken.</summary>
    Open,

    /// <summary>No more votes. The result is shown unless the poll's rules hide it.</summary>
    Closed,

    /// <summary>The result is shown to everybody, and a quiz's right answer.</summary>
    Revealed,
}

/// <summary>How a poll is voted.</summary>
public enum PollKind
{
    /// <summary>One of the options.</summary>
    Single,

    /// <summary>Several of the options.</summary>
    Multiple,

    /// <summary>One step of a scale; the options are the steps' labels from 1 on.</summary>
    Rating,

    /// <summary>In one's own words; what was grouped by a moderator is shown as options.</summary>
    Text,

    /// <summary>The options in the voter's order. The tally counts points, see docs/protocol.md.</summary>
    Ranking,

    /// <summary>One of the options, of which one is right.</summary>
    Quiz,
}

/// <summary>The rules of a poll.</summary>
/// <param name="Kind">How it is voted.</param>
/// <param name="Most">Multiple choice: so many may be chosen; null for as many as one likes.</param>
/// <param name="Right">Quiz: the right option's place. The audience is told when it is revealed.</param>
/// <param name="Hidden">The result is for the studio until it is revealed.</param>
/// <param name="MayChange">A voter may change her vote while the poll is open.</param>
/// <param name="Seconds">It closes by itself so long after it was opened; null without a limit.</param>
public sealed record PollRules(
    PollKind Kind = PollKind.Single,
    int? Most = null,
    int? Right = null,
    bool Hidden = false,
    bool MayChange = false,
    int? Seconds = null)
{
    /// <summary>One choice, counted before everybody's eyes.</summary>
    public static PollRules Single { get; } = new();
}

/// <summary>
/// A room at one sequence number. It is the hub's snapshot, the first paint of the page and the document that a page
/// without JavaScript shows: one shape for all three.
/// </summary>
/// <param name="TalkId">The talk.</param>
/// <param name="Seq">The last event that is in it.</param>
/// <param name="Phase">Where the talk stands.</param>
/// <param name="Title">The episode's title.</param>
/// <param name="StartsAt">The planned start.</param>
/// <param name="LiveAt">When it went on air, or null.</param>
/// <param name="EndedAt">When it ended, or null.</param>
/// <param name="People">Who is connected now, by count.</param>
/// <param name="Questions">What the viewer may see: the public ones and her own; for moderators all.</param>
/// <param name="Polls">All that are not drafts; for moderators all.</param>
/// <param name="AskingPaused">New questions are not taken at the moment.</param>
/// <param name="OnAir">Names of those whose voices are on air.</param>
/// <param name="Rules">What the series permits in its rooms.</param>
/// <param name="Frozen">Nobody but the studio may do anything for the moment.</param>
/// <param name="ShutOut">The viewer was blocked: she may read and listen, and nothing else.</param>
/// <param name="Blocked">To the studio: who was blocked. Null for everybody else.</param>
/// <param name="Stage">What is shown besides the sound.</param>
/// <param name="Plan">What the studio has prepared: for the studio alone.</param>
/// <param name="Board">What the questions come to.</param>
/// <param name="Hands">The line of those who want to speak.</param>
/// <param name="Notices">What the host announces.</param>
/// <param name="Mix">What is set at the mixer: for the studio alone.</param>
public sealed record RoomView(
    TalkId TalkId,
    long Seq,
    TalkPhase Phase,
    string Title,
    DateTimeOffset StartsAt,
    DateTimeOffset? LiveAt,
    DateTimeOffset? EndedAt,
    int People,
    IReadOnlyList<QuestionView> Questions,
    IReadOnlyList<PollView> Polls,
    bool AskingPaused,
    IReadOnlyList<string> OnAir,
    RoomRules Rules,
    bool Frozen,
    bool ShutOut,
    IReadOnlyList<BlockedView>? Blocked,
    StageView? Stage = null,
    PlanView? Plan = null,
    BoardView? Board = null,
    HandsView? Hands = null,
    NoticesView? Notices = null,
    MixView? Mix = null);

/// <summary>Somebody who may not take part in a talk any more. Who she is stays unknown; the block has a number to undo it by.</summary>
/// <param name="Number">The block, in this talk.</param>
/// <param name="Name">The name that she gave, or null for "anonymous".</param>
/// <param name="For">What she had written, where she was blocked for that.</param>
/// <param name="At">Since when.</param>
public sealed record BlockedView(long Number, string? Name, string? For, DateTimeOffset At);

/// <summary>A question as a viewer may see it.</summary>
/// <param name="Id">The question.</param>
/// <param name="Text">Plain text, at most 280 user-perceived characters.</param>
/// <param name="Author">The name that its author gave, or null for "anonymous".</param>
/// <param name="State">Where it stands.</param>
/// <param name="Votes">Upvotes.</param>
/// <param name="Mine">The viewer asked it.</param>
/// <param name="Voted">The viewer voted for it.</param>
/// <param name="Language">BCP 47 tag of its text, or null.</param>
/// <param name="AskedAt">When it was asked.</param>
/// <param name="AnsweringAt">When the answer began, or null.</param>
/// <param name="AnsweredAt">When the answer ended, or null.</param>
/// <param name="Reason">What the moderator wrote to its author when it was declined: only for her and moderators.</param>
/// <param name="Why">Why it was declined: only for its author and moderators.</param>
/// <param name="Pinned">It stands above the others.</param>
/// <param name="Edited">A moderator changed its words.</param>
/// <param name="Original">Its author's words before that: only for her and moderators.</param>
/// <param name="Answer">The written answer, or null.</param>
/// <param name="MergedInto">The question that it was joined with: only for its author and moderators.</param>
/// <param name="Joined">Questions that were joined with it; null for none.</param>
/// <param name="Desk">What moderators alone see.</param>
public sealed record QuestionView(
    QuestionId Id,
    string Text,
    string? Author,
    QuestionState State,
    int Votes,
    bool Mine,
    bool Voted,
    string? Language,
    DateTimeOffset AskedAt,
    DateTimeOffset? AnsweringAt,
    DateTimeOffset? AnsweredAt,
    string? Reason,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DeclineReason? Why = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool Pinned = false,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool Edited = false,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Original = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Answer = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] QuestionId? MergedInto = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<QuestionId>? Joined = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DeskNote? Desk = null);

/// <summary>A poll as a viewer may see it.</summary>
/// <param name="Id">The poll.</param>
/// <param name="Text">The question.</param>
/// <param name="Options">What can be chosen; of open text the groups of answers that are shown.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Tally">Ballots an option (a ranking's points); null while the viewer may not see the result.</param>
/// <param name="Choice">The viewer's own choice (the first of several), or null.</param>
/// <param name="OpenedAt">When it was opened first, or null.</param>
/// <param name="ClosedAt">When it was closed, or null.</param>
/// <param name="Rules">How it is voted; the right answer of a quiz only for those who may know it.</param>
/// <param name="Voters">People who voted.</param>
/// <param name="EndsAt">When it closes by itself, or null.</param>
/// <param name="Choices">Multiple choice and ranking: all that the viewer chose, in her order; or null.</param>
/// <param name="Written">Open text: what the viewer wrote, or null.</param>
/// <param name="Answers">Open text, for moderators: what was written, those that wait first; else null.</param>
/// <param name="Cue">For the studio: the part of the rundown to which it belongs; else null.</param>
public sealed record PollView(
    PollId Id,
    string Text,
    IReadOnlyList<string> Options,
    PollState State,
    IReadOnlyList<int>? Tally,
    int? Choice,
    DateTimeOffset? OpenedAt,
    DateTimeOffset? ClosedAt,
    PollRules Rules,
    int Voters,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateTimeOffset? EndsAt = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<int>? Choices = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Written = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<AnswerView>? Answers = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] CueId? Cue = null);

/// <summary>An answer in words, as moderators see it.</summary>
/// <param name="Text">As it was written first.</param>
/// <param name="Voters">People who wrote these words.</param>
/// <param name="Group">Where it is shown and counted, or null.</param>
/// <param name="Hidden">A moderator decided not to show it. Neither hidden nor in a group: it waits.</param>
public sealed record AnswerView(string Text, int Voters, string? Group, bool Hidden);

/// <summary>What a talk leaves behind, with wall-clock times that the archive maps onto the recording.</summary>
/// <param name="TalkId">The talk.</param>
/// <param name="LiveAt">When it went on air.</param>
/// <param name="EndedAt">When it ended.</param>
/// <param name="Questions">All but the declined and the merged, in the order of their answers, then of their votes.</param>
/// <param name="Polls">All whose result was shown.</param>
/// <param name="PeakPeople">The most that were connected at once.</param>
/// <param name="Slides">The changes of slides, in their order.</param>
public sealed record TalkRecord(
    TalkId TalkId,
    DateTimeOffset LiveAt,
    DateTimeOffset? EndedAt,
    IReadOnlyList<QuestionView> Questions,
    IReadOnlyList<PollView> Polls,
    int PeakPeople,
    IReadOnlyList<SlideShowing>? Slides = null);
