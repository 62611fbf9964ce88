using TalksPlatform.Broadcast.Stage;
using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Polls;

/// <summary>Ties a poll to the part of the rundown in which it is put to the vote; null unties it.</summary>
internal sealed record TiePoll(PollId Poll, CueId? Cue) : StudioCommand
{
    public override bool BeforeDoors => true;

    public override Decision Decide(TalkState talk, Actor actor, DateTimeOffset now)
    {
        if (talk.Over is { } over)
            return over;
        if (talk.Polls.Find(Poll) is not { } poll)
            return PollFaults.Unknown;
        if (poll.Cue == Cue)
            return Decision.AlreadySo;
        return Cue is null || talk.Plan.Cues.Exists(cue => cue.Id == Cue) ? new PollTied(Poll, Cue) : StageFaults.UnknownCue;
    }
}

/// <summary>A poll belongs to another part of the rundown, or to none.</summary>
internal sealed record PollTied(PollId Poll, CueId? Cue = null) : TalkEvent
{
    public override RoomChange Change => RoomChange.StepOf(Poll);

    public override TalkState Apply(TalkState talk, Stamp stamp) => talk.Polls.Find(Poll) is { } poll
        ? talk with { Polls = talk.Polls.With(poll with { Cue = Cue }) }
        : talk;
}
