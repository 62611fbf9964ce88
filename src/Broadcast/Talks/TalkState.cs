using System.Collections.Immutable;
using System.Security.Claims;
using TalksPlatform.Broadcast.Announcements;
using TalksPlatform.Broadcast.Audience;
using TalksPlatform.Broadcast.Chat;
using TalksPlatform.Broadcast.Crew;
using TalksPlatform.Broadcast.Handouts;
using TalksPlatform.Broadcast.Hands;
using TalksPlatform.Broadcast.Mix;
using TalksPlatform.Broadcast.Phone.Calls;
using TalksPlatform.Broadcast.Polls;
using TalksPlatform.Broadcast.Questions;
using TalksPlatform.Broadcast.Slides;
using TalksPlatform.Broadcast.Stage;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation.Faults;

namespace TalksPlatform.Broadcast.Talks;

/// <summary>
/// A talk at one sequence number: a value. Whoever holds it may read it on any thread, as long as he likes; a batch that
/// could not be committed is undone by forgetting its state. What that costs is in Talks/README.md.
/// </summary>
internal sealed record TalkState(TalkId Id)
{
    /// <summary>How often one person may take something back or put it in other words.</summary>
    public const int MostChanges = 200;

    /// <summary>The last event that is in it; 0 when nobody told of it yet.</summary>
    public long Seq { get; init; }

    /// <summary>What the calendar says. Null only while <see cref="Seq"/> is 0.</summary>
    public TalkCard? Card { get; init; }

    public TalkPhase Phase { get; init; }

    public DateTimeOffset OpenedAt { get; init; }

    public DateTimeOffset? LiveAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>What was asked.</summary>
    public QuestionBoard Questions { get; init; } = QuestionBoard.Empty;

    /// <summary>What was put to the vote.</summary>
    public PollBook Polls { get; init; } = PollBook.Empty;

    /// <summary>Whose voices are in the programme.</summary>
    public StageState Stage { get; init; } = StageState.Empty;

    /// <summary>What was set at the mixer besides its voices.</summary>
    public MixState Mix { get; init; } = MixState.Empty;

    /// <summary>What studio and speakers write to each other.</summary>
    public CrewNotes Crew { get; init; } = CrewNotes.Empty;

    /// <summary>Who wants to speak.</summary>
    public HandLine Hands { get; init; } = HandLine.Empty;

    /// <summary>Callers who agreed to be heard and recorded.</summary>
    public ImmutableDictionary<PersonId, KnownCaller> Callers { get; init; } = ImmutableDictionary<PersonId, KnownCaller>.Empty;

    /// <summary>What the host tells everybody.</summary>
    public NoticeBoard Notices { get; init; } = NoticeBoard.Empty;

    /// <summary>What people say to each other in writing.</summary>
    public ChatLog Chat { get; init; } = ChatLog.Empty;

    /// <summary>The recording that is running or not yet closed.</summary>
    public RecordingId? OpenRecording { get; init; }

    /// <summary>It went on air with the promise that nothing of its sound is kept, which holds whatever the rules say later.</summary>
    public bool NotRecorded { get; init; }

    /// <summary>Nobody but the studio may do anything for the moment.</summary>
    public bool Frozen { get; init; }

    /// <summary>Who may not take part any more.</summary>
    public BlockList Blocked { get; init; } = BlockList.Empty;

    /// <summary>What can be shown, and what is.</summary>
    public SlideShelf Slides { get; init; } = SlideShelf.Empty;

    /// <summary>Rundown, speakers' names, breaks.</summary>
    public StagePlan Plan { get; init; } = StagePlan.Empty;

    /// <summary>Files to take home.</summary>
    public ImmutableList<Handout> Handouts { get; init; } = [];

    /// <summary>How often each person took something back or put it in other words.</summary>
    public ImmutableDictionary<PersonId, int> Changes { get; init; } = ImmutableDictionary<PersonId, int>.Empty;

    /// <summary>The calendar told of it.</summary>
    public bool IsKnown => Seq > 0;

    /// <summary>Something is to be done for it: its doors are open, or its recording is not closed.</summary>
    public bool IsOpen => Phase is TalkPhase.GreenRoom or TalkPhase.Live || OpenRecording is not null;

    /// <summary>
    /// The refusal of somebody who changed her mind very often; else null. What one may do and undo without end would fill the
    /// log, and every server's memory with it.
    /// </summary>
    public Fault? Fickle(Actor actor) => Changes.GetValueOrDefault(actor.Id) < MostChanges ? null : TalkFaults.TooManyChanges;

    /// <summary>The state after somebody changed her mind.</summary>
    public TalkState CountChange(PersonId person) => this with { Changes = Changes.SetItem(person, Changes.GetValueOrDefault(person) + 1) };

    /// <summary>Decides one command. The same state, command, actor and time give the same answer.</summary>
    public Decision Decide(TalkCommand command, Actor actor, DateTimeOffset now)
    {
        if (actor.Role < command.AtLeast)
            return TalkFaults.NotYours;
        if (Phase == TalkPhase.Announced && !command.BeforeDoors)
            return TalkFaults.Unknown;
        if (!IsKnown && command is not (AnnounceTalk or OpenTalk))
            return TalkFaults.Unknown;
        if (Bars(actor, command.WhileFrozen) is { } barred)
            return barred;
        return command.Decide(this, actor, now);
    }

    /// <summary>
    /// The refusal of somebody who may do nothing here just now, because she was blocked or the room is frozen; else null.
    /// Neither holds for the studio: its members are taken out of their team.
    /// </summary>
    public Fault? Bars(Actor actor, bool whileFrozen = false)
    {
        if (actor.SeesStudio)
            return null;
        if (Blocked.Contains(actor.Id))
            return TalkFaults.Blocked;
        return Frozen && !whileFrozen ? TalkFaults.Frozen : null;
    }

    /// <summary>The state after one more line of the log.</summary>
    public TalkState Apply(LogEntry entry)
    {
        if (entry.Seq != Seq + 1)
            throw new InvalidOperationException($"Event {entry.Seq} cannot follow event {Seq} of talk {Id}.");
        return entry.Event.Apply(this, entry.Stamp) with { Seq = entry.Seq };
    }

    /// <summary>The state after these lines of the log.</summary>
    public TalkState Apply(IReadOnlyList<LogEntry> entries) => entries.Aggregate(this, (state, entry) => state.Apply(entry));

    /// <summary>Who an authenticated connection is in this talk.</summary>
    public Actor ActorOf(ClaimsPrincipal principal)
    {
        var actor = Actor.In(Id, Card!.Series, principal);
        return actor.Role == Role.Speaker && TookOver(actor.Id) ? actor with { Role = Role.Host } : actor;
    }

    /// <summary>This speaker took over from the host who was lost.</summary>
    public bool TookOver(PersonId person) =>
        Mix.CoHost is { PromotedAt: not null } coHost && coHost.Person == person && !Blocked.Contains(person);

    /// <summary>The refusal when the talk is over; null while things may still happen.</summary>
    public Fault? Over => Phase == TalkPhase.Ended ? TalkFaults.Over : null;
}
