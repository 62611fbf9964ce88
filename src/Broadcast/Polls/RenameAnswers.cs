using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Polls;

/// <summary>Gives a group of answers another name; when another group bears it already, the two become one.</summary>
internal sealed record RenameAnswers(PollId Poll, string From, string To) : ModeratorCommand
{
    public override Decision Decide(TalkState talk, Actor actor, DateTimeOffset now)
    {
        if (talk.Polls.Find(Poll) is not { } poll)
            return PollFaults.Unknown;
        if (poll.Answers.Group(From ?? "") is not { } from)
            return PollFaults.AnswerUnknown;
        var to = PlainText.Clean(To);
        if (to.Length == 0 || !PlainText.Fits(to, PollLimits.Answer))
            return PollFaults.AnswerMissing;
        return from == to ? Decision.AlreadySo : new AnswersRenamed(Poll, from, to);
    }
}

/// <summary>A group of answers bears another name.</summary>
internal sealed record AnswersRenamed(PollId Poll, string From, string To) : TalkEvent
{
    public override RoomChange Change => RoomChange.StepOf(Poll);

    public override TalkState Apply(TalkState talk, Stamp stamp) => talk.Polls.Find(Poll) is { } poll
        ? talk with { Polls = talk.Polls.With(poll with { Answers = poll.Answers.Rename(From, To) }) }
        : talk;

    public override IFact? Fact(TalkState talk, Stamp stamp) => talk.Over is null ? null : new TalkRecordChanged(talk.Id);
}
