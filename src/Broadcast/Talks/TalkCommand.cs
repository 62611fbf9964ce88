using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Talks;

/// <summary>
/// What somebody wants of a talk. Each command stands in its slice's folder beside the event that it leads to, and
/// decides by itself, from the state alone: no I/O, no clock.
/// </summary>
internal abstract record TalkCommand
{
    /// <summary>Who may give it, or the policy of the endpoint was forgotten.</summary>
    public virtual Role AtLeast => Role.Attendee;

    /// <summary>It may be given while the talk is announced and its doors are closed.</summary>
    public virtual bool BeforeDoors => false;

    /// <summary>An attendee may give it while the room is frozen.</summary>
    public virtual bool WhileFrozen => false;

    /// <summary>The mix follows it before it is written (docs/adr/0017): it keeps something off the air, or takes that back.</summary>
    public virtual bool TakesEffectAtOnce => false;

    /// <summary>What it was given for, when it took effect, is over by now.</summary>
    public virtual bool IsOutdated(TalkState then, TalkState now) => false;

    /// <summary>What follows: one event, a refusal, or nothing because it is already so.</summary>
    public abstract Decision Decide(TalkState talk, Actor actor, DateTimeOffset now);
}

/// <summary>A command of whoever looks after hands and callers: screener up.</summary>
internal abstract record ScreenerCommand : TalkCommand
{
    public override Role AtLeast => Role.Screener;
}

/// <summary>A command of whoever decides what is shown and who may take part: moderator up.</summary>
internal abstract record ModeratorCommand : TalkCommand
{
    public override Role AtLeast => Role.Moderator;
}

/// <summary>A command of whoever runs the programme: producer up.</summary>
internal abstract record StudioCommand : TalkCommand
{
    public override Role AtLeast => Role.Producer;
}
