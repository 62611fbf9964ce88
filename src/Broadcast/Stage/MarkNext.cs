using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Stage;

/// <summary>Tells a speaker that she comes on air next, or that she does not. Nothing is heard by it: she alone sees it, and the studio.</summary>
internal sealed record MarkNext(ContributionId Voice, bool Next) : StudioCommand
{
    public override Decision Decide(TalkState talk, Actor actor, DateTimeOffset now)
    {
        if (talk.Over is { } over)
            return over;
        if (talk.Stage.Next.Contains(Voice) == Next || talk.Stage.OnAir.ContainsKey(Voice))
            return Decision.AlreadySo;
        if (Next && talk.Blocked.Contains(new PersonId(Voice.Value)))
            return StageFaults.Blocked;
        return Next && talk.Stage.Next.Count >= StageLimits.Voices ? StageFaults.Full : new MarkedNext(Voice, Next);
    }
}

/// <summary>A speaker comes on air next, or does not.</summary>
internal sealed record MarkedNext(ContributionId Voice, bool Next) : TalkEvent
{
    public override RoomChange Change => RoomChange.None;

    public override TalkState Apply(TalkState talk, Stamp stamp) => talk with { Stage = talk.Stage.Mark(Voice, Next) };
}
