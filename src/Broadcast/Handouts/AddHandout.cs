using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Handouts;

/// <summary>A file to take home.</summary>
/// <param name="Id">The handout; its file bears it.</param>
/// <param name="Title">What it is called.</param>
/// <param name="Type">Its ending, by its content.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Language">BCP 47 tag, or null.</param>
internal sealed record Handout(HandoutId Id, string Title, string Type, long Bytes, string? Language);

/// <summary>Offers a file that is stored already; after the talk, too.</summary>
internal sealed record AddHandout(Handout Handout) : StudioCommand
{
    public override bool BeforeDoors => true;

    public override Decision Decide(TalkState talk, Actor actor, DateTimeOffset now)
    {
        if (talk.Handouts.Exists(handout => handout.Id == Handout.Id))
            return Decision.AlreadySo;
        return talk.Handouts.Count >= HandoutLimits.Handouts ? HandoutFaults.TooMany : new HandoutAdded(Handout);
    }
}

/// <summary>A file can be taken home.</summary>
internal sealed record HandoutAdded(Handout Handout) : TalkEvent
{
    public override RoomChange Change => RoomChange.OfShow;

    public override TalkState Apply(TalkState talk, Stamp stamp) => talk with { Handouts = talk.Handouts.Add(Handout) };
}

/// <summary>Takes a file back.</summary>
internal sealed record RemoveHandout(HandoutId Handout) : StudioCommand
{
    public override bool BeforeDoors => true;

    public override Decision Decide(TalkState talk, Actor actor, DateTimeOffset now) =>
        talk.Handouts.Exists(handout => handout.Id == Handout) ? new HandoutRemoved(Handout) : Decision.AlreadySo;
}

/// <summary>A file was taken back.</summary>
internal sealed record HandoutRemoved(HandoutId Handout) : TalkEvent
{
    public override RoomChange Change => RoomChange.OfShow;

    public override TalkState Apply(TalkState talk, Stamp stamp) =>
        talk with { Handouts = talk.Handouts.RemoveAll(handout => handout.Id == Handout) };
}
