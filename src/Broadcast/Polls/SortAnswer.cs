using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Polls;

/// <summary>Shows an answer in a group of like ones, which is made when it is new, or does not show it (null).</summary>
internal sealed record SortAnswer(PollId Poll, string Text, string? Group) : ModeratorCommand
{
    public override Decision Decide(TalkState talk, Actor actor, DateTimeOffset now)
    {
        if (talk.Polls.Find(Poll) is not { } poll)
            return PollFaults.Unknown;
        if (poll.Answers.Find(Text ?? "") is not { } answer)
            return PollFaults.AnswerUnknown;
        if (Group is null)
            return answer.Hidden ? Decision.AlreadySo : new AnswerSorted(Poll, answer.Text, null);

        var name = PlainText.Clean(Group);
        if (name.Length == 0 || !PlainText.Fits(name, PollLimits.Answer))
            return PollFaults.AnswerMissing;
        if (poll.Answers.Group(name) is not { } known)
            return poll.Answers.Groups.Length < PollLimits.Groups ? new AnswerSorted(Poll, answer.Text, name) : PollFaults.TooManyGroups;
        return answer.Group == known ? Decision.AlreadySo : new AnswerSorted(Poll, answer.Text, known);
    }
}

/// <summary>A moderator read an answer: it is shown in this group, or not at all.</summary>
internal sealed record AnswerSorted(PollId Poll, string Text, string? Group) : TalkEvent
{
    public override RoomChange Change => RoomChange.StepOf(Poll);

    public override TalkState Apply(TalkState talk, Stamp stamp) => talk.Polls.Find(Poll) is { } poll
        ? talk with { Polls = talk.Polls.With(poll with { Answers = poll.Answers.Sort(Text, Group) }) }
        : talk;

    public override IFact? Fact(TalkState talk, Stamp stamp) => talk.Over is null ? null : new TalkRecordChanged(talk.Id);
}
