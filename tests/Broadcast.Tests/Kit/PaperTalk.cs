using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Tests.Kit;

/// <summary>A talk played on paper: the state machine with neither database nor clock.</summary>
internal sealed class PaperTalk
{
    private readonly List<LogEntry> _log = [];
    private DateTimeOffset _now = new(2026, 11, 26, 11, 0, 0, TimeSpan.Zero);

    private PaperTalk()
    {
    }

    public TalkState State { get; private set; } = new(TalkId.Of(EpisodeId.New()));

    public IReadOnlyList<LogEntry> Log => _log;

    public DateTimeOffset Now => _now;

    /// <summary>A talk whose green room is open.</summary>
    public static PaperTalk Opened()
    {
        var talk = new PaperTalk();
        talk.Give(new OpenTalk(Episodes.Card(talk._now.AddMinutes(30))), People.Host);
        return talk;
    }

    /// <summary>A talk that stands on the calendar, its doors closed.</summary>
    public static PaperTalk Announced()
    {
        var talk = new PaperTalk();
        talk.Give(new AnnounceTalk(Episodes.Card(talk._now.AddDays(3))), Actor.Platform);
        return talk;
    }

    /// <summary>Gives a command that is accepted; a second passes each time.</summary>
    public PaperTalk Give(TalkCommand command, Actor actor)
    {
        var decision = Decide(command, actor);
        decision.Refusal.ShouldBeNull();
        return this;
    }

    /// <summary>Gives a command that is refused, and tells why.</summary>
    public string Refuses(TalkCommand command, Actor actor)
    {
        var before = State;
        var refusal = Decide(command, actor).Refusal.ShouldNotBeNull($"{command} was accepted");
        State.ShouldBeSameAs(before);
        refusal.Text.ShouldNotBeNullOrWhiteSpace();
        return refusal.Code;
    }

    /// <summary>Gives a command, accepted or not.</summary>
    public Decision Decide(TalkCommand command, Actor actor)
    {
        _now = _now.AddSeconds(1);
        var decision = State.Decide(command, actor, _now);
        if (decision.Event is { } happened)
        {
            var entry = new LogEntry(new Stamp(State.Seq + 1, _now, actor.Id, CommandId.New()), happened);
            _log.Add(entry);
            State = State.Apply(entry);
        }
        return decision;
    }
}

/// <summary>Episodes as the calendar tells of them.</summary>
internal static class Episodes
{
    public static TalkCard Card(DateTimeOffset startsAt) => TalkCard.Of(Scheduled(EpisodeId.New(), startsAt));

    public static SeriesCard Series(params IReadOnlyList<RegistrationField> asks) => new(
        SeriesId.New(), "chamber", "Chamber talks", "", "lo", "Asia/Vientiane", "The Chamber", null, "Business", null, null,
        new RoomRules { Asks = asks });

    public static EpisodeCard Scheduled(
        EpisodeId id, DateTimeOffset startsAt, string title = "Getting your business licence", string slug = "business-licence", SeriesCard? series = null) =>
        new(id, series ?? Series(), slug, title, "", [], startsAt, startsAt.AddHours(1), EpisodeState.Scheduled);
}
