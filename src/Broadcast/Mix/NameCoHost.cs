using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Mix;

/// <summary>Says who takes over when the host is lost, or that nobody does.</summary>
/// <param name="Person">A speaker, or null.</param>
/// <param name="Name">As the studio calls her, or null.</param>
internal sealed record NameCoHost(PersonId? Person, string? Name) : TalkCommand
{
    /// <summary>It is the host's place that she takes.</summary>
    public override Role AtLeast => Role.Host;

    public override Decision Decide(TalkState talk, Actor actor, DateTimeOffset now)
    {
        if (talk.Over is { } over)
            return over;
        if (talk.Mix.CoHost?.Person == Person)
            return Decision.AlreadySo;
        if (Person is { } person && talk.Blocked.Contains(person))
            return MixFaults.NoSpeaker;
        return new CoHostNamed(Person, Person is null ? null : Name);
    }
}

/// <summary>Another one takes over when the host is lost, or nobody.</summary>
internal sealed record CoHostNamed(PersonId? Person, string? Name) : TalkEvent
{
    public override RoomChange Change => RoomChange.OfMix;

    public override TalkState Apply(TalkState talk, Stamp stamp) => talk with
    {
        Mix = talk.Mix with { CoHost = Person is { } person ? new CoHost(person, Name ?? "") : null },
    };
}

/// <summary>Lets the co-host take over. The platform's alone: it sees that the host is lost.</summary>
internal sealed record PromoteCoHost : TalkCommand
{
    public override Role AtLeast => Role.Administrator;

    public override Decision Decide(TalkState talk, Actor actor, DateTimeOffset now) =>
        talk.Over is null && talk.Mix.CoHost is { PromotedAt: null } ? new CoHostPromoted() : Decision.AlreadySo;
}

/// <summary>The co-host took over.</summary>
internal sealed record CoHostPromoted : TalkEvent
{
    public override RoomChange Change => RoomChange.OfMix;

    public override TalkState Apply(TalkState talk, Stamp stamp) => talk with
    {
        Mix = talk.Mix with { CoHost = talk.Mix.CoHost is { } coHost ? coHost with { PromotedAt = stamp.At } : null },
    };
}
