using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Polls;

/// <summary>Shows everybody the result, and a quiz's right answer; a poll that is open closes thereby.</summary>
internal sealed record RevealPoll(PollId Poll) : StudioCommand
{
    public override Decision Decide(TalkState talk, Actor actor, DateTimeOffset now) => talk.Polls.Find(Poll)?.State switch
    {
        null => PollFaults.Unknown,
        PollState.Draft => PollFaults.NotOpenYet,
        PollState.Revealed => Decision.AlreadySo,
        _ => new PollRevealed(Poll),
    };
}

/// <summary>Everybody sees a poll's result.</summary>
internal sealed record PollRevealed(PollId Poll) : TalkEvent
{
    public override RoomChange Change => RoomChange.StepOf(Poll);

    public override TalkState Apply(TalkState talk, Stamp stamp)
    {
        var polls = talk.Polls.Open == Poll ? talk.Polls.CloseOpen(stamp.At) : talk.Polls;
        return polls.Find(Poll) is { } poll ? talk with { Polls = polls.With(poll with { State = PollState.Revealed }) } : talk;
    }

    public override IFact? Fact(TalkState talk, Stamp stamp) => talk.Over is null ? null : new TalkRecordChanged(talk.Id);
}
