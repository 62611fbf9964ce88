using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation.Faults;

namespace TalksPlatform.Broadcast.Polls;

/// <summary>Answers a poll in one's own words. Nobody is shown them before a moderator has sorted them.</summary>
internal sealed record WriteAnswer(PollId Poll, string? Text) : Vote(Poll)
{
    private readonly string _clean = PlainText.Clean(Text);

    protected override Fault? Refuse(Poll poll)
    {
        if (poll.Rules.Kind != PollKind.Text)
            return PollFaults.OtherKind;
        return _clean.Length == 0 || !PlainText.Fits(_clean, PollLimits.Answer) ? PollFaults.AnswerMissing : null;
    }

    protected override bool? Repeats(Poll poll, PersonId voter) =>
        poll.Answers.ByVoter.TryGetValue(voter, out var text) ? text == _clean : null;

    protected override TalkEvent Cast() => new AnswerWritten(Poll, _clean);
}

/// <summary>A voter answered in words.</summary>
internal sealed record AnswerWritten(PollId Poll, string Text) : TalkEvent
{
    public override RoomChange Change => RoomChange.CountOf(Poll);

    public override TalkState Apply(TalkState talk, Stamp stamp) =>
        Vote.Count(talk, Poll, stamp.By, poll => poll with { Answers = poll.Answers.With(stamp.By, Text, stamp.Seq) });
}
