using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Stage;

/// <summary>Takes a voice out of the programme. It stays connected; but whoever had raised her hand has had her turn.</summary>
internal sealed record TakeOffAir(ContributionId Voice) : StudioCommand
{
    public override bool TakesEffectAtOnce => true;

    public override bool IsOutdated(TalkState then, TalkState now) => !now.Stage.IsSameTurn(then.Stage, Voice);

    public override Decision Decide(TalkState talk, Actor actor, DateTimeOffset now)
    {
        if (talk.Over is { } over)
            return over;
        return talk.Stage.OnAir.ContainsKey(Voice) ? new LeftAir(Voice) : Decision.AlreadySo;
    }
}

/// <summary>A voice left the programme.</summary>
internal sealed record LeftAir(ContributionId Voice) : TalkEvent
{
    public override RoomChange Change => RoomChange.OfVoices;

    public override TalkState Apply(TalkState talk, Stamp stamp) => talk with
    {
        Stage = talk.Stage.Remove(Voice),
        Hands = talk.Hands.Leave(new PersonId(Voice.Value), stamp.At),
    };
}
