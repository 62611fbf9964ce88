using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Hands;

/// <summary>Asks to speak, at the end of the line; raised again, its note changes and its place stays.</summary>
/// <param name="Name">The name by which the host calls her; null takes the one that the person is known by.</param>
/// <param name="Note">What she wants to say, or null.</param>
/// <param name="Consents">She agreed to be recorded: the event is the evidence of it.</param>
/// <param name="ByPhone">She is on the telephone.</param>
internal sealed record RaiseHand(string? Name, string? Note, bool Consents, bool ByPhone = false) : TalkCommand
{
    public override Decision Decide(TalkState talk, Actor actor, DateTimeOffset now)
    {
        if (talk.Over is { } over)
            return over;
        if (!Consents)
            return HandFaults.NoConsent;
        if (PlainText.Name(Name ?? actor.Name, HandLimits.Name) is not { } name)
            return HandFaults.NameMissing;
        var note = PlainText.Clean(Note) is { Length: > 0 } clean ? clean : null;
        if (note is not null && !PlainText.Fits(note, HandLimits.Note))
            return HandFaults.NoteTooLong;

        var hands = talk.Hands;
        if (hands.Find(actor.Id) is { } known)
        {
            if (known.Name == name && known.Note == note)
                return Decision.AlreadySo;
            return talk.Fickle(actor) is { } fickle ? fickle : new HandRaised(name, note, InLine: true);
        }
        if (hands.Paused)
            return HandFaults.Paused;
        if (hands.Line.Count >= HandLimits.Line)
            return HandFaults.LineFull;
        return hands.Raises.GetValueOrDefault(actor.Id) >= HandLimits.Raises ? HandFaults.TooOften : new HandRaised(name, note, ByPhone: ByPhone);
    }
}

/// <summary>Somebody wants to speak, and agreed to be recorded.</summary>
/// <param name="Name">By which she is called.</param>
/// <param name="Note">What she wants to say, or null.</param>
/// <param name="InLine">She was in line already: only her name or note is another.</param>
/// <param name="ByPhone">She is on the telephone.</param>
internal sealed record HandRaised(string Name, string? Note, bool InLine = false, bool ByPhone = false) : TalkEvent
{
    public override RoomChange Change => RoomChange.OfHands with { Urgent = !InLine };

    public override TalkState Apply(TalkState talk, Stamp stamp)
    {
        var raised = talk with { Hands = talk.Hands.Raise(new Hand(stamp.By, Name, Note, stamp.At, stamp.Seq) { ByPhone = ByPhone }) };
        return talk.Hands.Find(stamp.By) is null ? raised : raised.CountChange(stamp.By);
    }
}

/// <summary>Does not want to speak any more; on air, it ends her turn.</summary>
internal sealed record LowerHand : TalkCommand
{
    public override bool WhileFrozen => true; // nobody is kept on air against her will

    public override Decision Decide(TalkState talk, Actor actor, DateTimeOffset now) => talk.Hands.Find(actor.Id) switch
    {
        _ when talk.Over is { } over => over,
        null => Decision.AlreadySo,
        { } hand => new HandLowered(actor.Id, WasOnAir: hand.State == HandState.OnAir),
    };
}

/// <summary>Takes a hand down whose owner has been away for too long. The platform's alone.</summary>
/// <param name="Person">Who is away.</param>
/// <param name="Order">The hand that was seen without its owner: not one that she raised since.</param>
internal sealed record DropHand(PersonId Person, long Order) : ScreenerCommand
{
    public override Decision Decide(TalkState talk, Actor actor, DateTimeOffset now) =>
        talk.Over is null && talk.Hands.Find(Person) is { State: not HandState.OnAir } hand && hand.Order == Order
            ? new HandLowered(Person, Dropped: true)
            : Decision.AlreadySo;
}

/// <summary>A hand went down.</summary>
/// <param name="Person">Whose.</param>
/// <param name="WasOnAir">Her voice left the programme with it.</param>
/// <param name="Dropped">She was away for too long.</param>
internal sealed record HandLowered(PersonId Person, bool WasOnAir = false, bool Dropped = false) : TalkEvent
{
    public override RoomChange Change => WasOnAir ? RoomChange.OfVoices : RoomChange.OfHands;

    public override TalkState Apply(TalkState talk, Stamp stamp) => Dropped
        ? talk with { Hands = talk.Hands.Leave(Person, stamp.At, HandState.Dropped, reason: null) }
        : talk with
        {
            Hands = talk.Hands.Leave(Person, stamp.At),
            Stage = WasOnAir ? talk.Stage.Remove(new ContributionId(Person.Value)) : talk.Stage,
        };
}
