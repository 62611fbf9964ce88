using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Audience;

/// <summary>Lets somebody in again. Her questions that waited wait again.</summary>
/// <param name="Number">The block's number.</param>
internal sealed record UnblockPerson(long Number) : ModeratorCommand
{
    public override bool BeforeDoors => true;

    public override Decision Decide(TalkState talk, Actor actor, DateTimeOffset now) =>
        talk.Blocked.Find(Number) is { } block ? new PersonUnblocked(block.Person) : Decision.AlreadySo;
}

/// <summary>Somebody may take part again.</summary>
internal sealed record PersonUnblocked(PersonId Person) : TalkEvent
{
    public override RoomChange Change => RoomChange.OfPerson(Person);

    public override TalkState Apply(TalkState talk, Stamp stamp) => talk with { Blocked = talk.Blocked.Without(Person) };
}
