using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Stage;

/// <summary>Somebody whom the host muted asks to be heard again: nobody takes a mute off herself.</summary>
internal sealed record AskToSpeak : TalkCommand
{
    public override Decision Decide(TalkState talk, Actor actor, DateTimeOffset now)
    {
        if (talk.Over is { } over)
            return over;
        if (!talk.Stage.OnAir.TryGetValue(new ContributionId(actor.Id.Value), out var voice))
            return StageFaults.NotOnAir;
        return voice is { Muted: true, Asks: false } ? new AskedToSpeak() : Decision.AlreadySo;
    }
}

/// <summary>A muted voice asks to be heard.</summary>
internal sealed record AskedToSpeak : TalkEvent
{
    public override RoomChange Change => RoomChange.None;

    public override TalkState Apply(TalkState talk, Stamp stamp)
    {
        var id = new ContributionId(stamp.By.Value);
        return talk.Stage.OnAir.TryGetValue(id, out var voice)
            ? talk with { Stage = talk.Stage.Put(voice with { Asks = true }) }
            : talk;
    }
}
