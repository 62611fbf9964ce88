using System.Text.Json.Serialization;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Hubs;

/// <summary>
/// What changed in a room between two sequence numbers. Everything in it is absolute, so that a part that is known
/// already does no harm. Whoever knows less than <paramref name="FromSeq"/> has missed something and asks CatchUp;
/// whoever knows <paramref name="Seq"/> or more leaves it.
/// </summary>
/// <param name="TalkId">The talk.</param>
/// <param name="FromSeq">Follows on this one.</param>
/// <param name="Seq">The room is at this one afterwards.</param>
/// <param name="Questions">Questions as they are now; never "mine" or "voted": the client keeps its own flags.</param>
/// <param name="Removed">Questions that are not public any more.</param>
/// <param name="Polls">Polls as they are now. An open poll's tally is there for all, unless its rules hide it; clients show it to those who voted.</param>
/// <param name="Phase">Where the talk stands.</param>
/// <param name="Title">The episode's title.</param>
/// <param name="StartsAt">The planned start.</param>
/// <param name="LiveAt">When it went on air.</param>
/// <param name="EndedAt">When it ended.</param>
/// <param name="AskingPaused">New questions are not taken.</param>
/// <param name="OnAir">Names of those whose voices are on air.</param>
/// <param name="Rules">What the series permits in its rooms.</param>
/// <param name="Frozen">Nobody but the studio may do anything for the moment.</param>
/// <param name="Blocked">To the studio: who is blocked, all of them.</param>
/// <param name="Stage">What is shown besides the sound, whole.</param>
/// <param name="Plan">What the studio has prepared, whole: for the studio alone.</param>
/// <param name="Board">What the questions come to, whole.</param>
/// <param name="Hands">The line of those who want to speak.</param>
/// <param name="Notices">What the host announces; in it, null is "nothing any more".</param>
/// <param name="Counts">Polls of which only the numbers changed.</param>
/// <param name="RemovedPolls">Drafts that were thrown away; for the studio.</param>
/// <param name="Mix">What is set at the mixer, whole: for the studio alone.</param>
/// <param name="Votes">Questions of which only the number of votes is another.</param>
internal sealed record RoomPatch(
    TalkId TalkId,
    long FromSeq,
    long Seq,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<QuestionView>? Questions = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<QuestionId>? Removed = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<PollView>? Polls = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] TalkPhase? Phase = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Title = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateTimeOffset? StartsAt = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateTimeOffset? LiveAt = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateTimeOffset? EndedAt = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] bool? AskingPaused = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<string>? OnAir = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] RoomRules? Rules = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] bool? Frozen = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<BlockedView>? Blocked = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] StageView? Stage = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] PlanView? Plan = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] BoardView? Board = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] HandsView? Hands = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] NoticesView? Notices = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<PollCount>? Counts = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<PollId>? RemovedPolls = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<VoteCount>? Votes = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] MixView? Mix = null);

/// <summary>A question's votes, now.</summary>
internal sealed record VoteCount(QuestionId Id, int Votes);

/// <summary>A poll's numbers.</summary>
/// <param name="Id">The poll.</param>
/// <param name="Voters">People who voted.</param>
/// <param name="Tally">Ballots an option; absent while the result is hidden. Clients show an open poll's to those who voted.</param>
/// <param name="Answers">For moderators: what was written.</param>
internal sealed record PollCount(
    PollId Id,
    int Voters,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<int>? Tally = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<AnswerView>? Answers = null);

/// <summary>What a client that was away missed: either patches or, when there are too many, the room anew.</summary>
/// <param name="Patches">In their order; empty when nothing was missed.</param>
/// <param name="Snapshot">The room in place of everything that the client knows.</param>
/// <param name="Mine">With patches: the caller's own questions as they stand, because patches do not tell of those that wait.</param>
internal sealed record CatchUpView(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<RoomPatch>? Patches = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] RoomView? Snapshot = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<QuestionView>? Mine = null);
