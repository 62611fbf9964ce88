using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Polls;

/// <summary>Writes a draft anew. What people have voted on stays as they saw it.</summary>
internal sealed record EditPoll(PollId Poll, string Text, IReadOnlyList<string?> Options, PollRules? Rules = null) : StudioCommand
{
    public override bool BeforeDoors => true;

    public override Decision Decide(TalkState talk, Actor actor, DateTimeOffset now)
    {
        if (talk.Over is { } over)
            return over;
        if (talk.Polls.Find(Poll) is not { } poll)
            return PollFaults.Unknown;
        if (poll.State != PollState.Draft)
            return PollFaults.NoDraft;
        return BallotPaper.Refuse(Text, Options, Rules, out var paper) is { } malformed
            ? malformed
            : new PollEdited(Poll, paper.Text, paper.Options, paper.Rules);
    }
}

/// <summary>A draft was written anew.</summary>
internal sealed record PollEdited(PollId Poll, string Text, IReadOnlyList<string> Options, PollRules Rules) : TalkEvent
{
    public override RoomChange Change => RoomChange.StepOf(Poll);

    public override TalkState Apply(TalkState talk, Stamp stamp) => talk.Polls.Find(Poll) is { } poll
        ? talk with { Polls = talk.Polls.With(new Poll(Poll, poll.Order, new BallotPaper(Text, [.. Options], Rules)) { Cue = poll.Cue }) }
        : talk;
}
