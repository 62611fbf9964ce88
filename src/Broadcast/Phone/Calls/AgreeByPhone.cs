using TalksPlatform.Broadcast.Hands;
using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Phone.Calls;

/// <summary>A caller agrees to be heard and recorded; the event is the evidence of it.</summary>
/// <param name="Language">BCP 47 of what she is spoken to in.</param>
internal sealed record AgreeByPhone(string Language) : TalkCommand
{
    public override bool BeforeDoors => true;

    public override bool WhileFrozen => true; // nobody waits at the door for a room to thaw

    public override Decision Decide(TalkState talk, Actor actor, DateTimeOffset now)
    {
        if (talk.Over is { } over)
            return over;
        return talk.Callers.ContainsKey(actor.Id) ? Decision.AlreadySo : new CallerAgreed(Language);
    }
}

/// <summary>Somebody on the telephone agreed to be heard and recorded.</summary>
internal sealed record CallerAgreed(string Language) : TalkEvent
{
    public override RoomChange Change => RoomChange.OfHands;

    public override TalkState Apply(TalkState talk, Stamp stamp) => talk with
    {
        Callers = talk.Callers.SetItem(stamp.By, new KnownCaller(talk.Callers.Count + 1, Language)),
        Hands = talk.Hands.Forms.ContainsKey(stamp.By) ? talk.Hands : talk.Hands.Note(stamp.By, Screening.Blank with { Language = Language }),
    };
}

/// <summary>A caller who agreed to be heard and recorded.</summary>
/// <param name="Number">In the order in which they did, from 1: "Caller 12".</param>
/// <param name="Language">BCP 47 of what she is spoken to in.</param>
internal sealed record KnownCaller(int Number, string Language)
{
    public string Name => $"Caller {Number}";
}
