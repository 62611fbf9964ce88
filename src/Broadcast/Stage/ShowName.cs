using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Stage;

/// <summary>Shows somebody's name on the screen, or none. Whoever is on air has a name, prepared or not.</summary>
internal sealed record ShowName(string? Name) : StudioCommand
{
    public override Decision Decide(TalkState talk, Actor actor, DateTimeOffset now)
    {
        if (talk.Over is { } over)
            return over;
        if (talk.Plan.Named?.Name == Name)
            return Decision.AlreadySo;
        if (Name is null)
            return new NameShown(null);
        var person = talk.Plan.People.Find(person => person.Name == Name)
            ?? (talk.Stage.Names.Contains(Name, StringComparer.Ordinal) ? new StagePerson(Name) : null);
        return person is null ? StageFaults.UnknownName : new NameShown(person);
    }
}

/// <summary>The screen shows another name, or none.</summary>
internal sealed record NameShown(StagePerson? Person) : TalkEvent
{
    public override RoomChange Change => RoomChange.OfShow;

    public override TalkState Apply(TalkState talk, Stamp stamp) => talk with { Plan = talk.Plan with { Named = Person } };
}
