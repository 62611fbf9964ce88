using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Polls;

/// <summary>Prepares a poll that only the studio sees.</summary>
internal sealed record CreatePoll(PollId Poll, string Text, IReadOnlyList<string?> Options, PollRules? Rules = null) : StudioCommand
{
    public override bool BeforeDoors => true;

    public override Decision Decide(TalkState talk, Actor actor, DateTimeOffset now)
    {
        if (talk.Over is { } over)
            return over;
        if (talk.Polls.Find(Poll) is not null)
            return PollFaults.Exists;
        if (talk.Polls.All.Count >= PollLimits.PerTalk)
            return PollFaults.TooMany;
        return BallotPaper.Refuse(Text, Options, Rules, out var paper) is { } malformed
            ? malformed
            : new PollCreated(Poll, paper.Text, paper.Options, paper.Rules);
    }
}

/// <summary>A poll was prepared. Without rules it is a single choice: older logs have none.</summary>
internal sealed record PollCreated(PollId Poll, string Text, IReadOnlyList<string> Options, PollRules? Rules = null) : TalkEvent
{
    public override RoomChange Change => RoomChange.StepOf(Poll);

    public override TalkState Apply(TalkState talk, Stamp stamp) => talk with
    {
        Polls = talk.Polls.With(new Poll(Poll, stamp.Seq, new BallotPaper(Text, [.. Options], Rules ?? PollRules.Single))),
    };
}
