using System.Collections.Immutable;
using TalksPlatform.Broadcast.Hubs;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Hands;

/// <summary>
/// The line of those who want to speak. It is in the log, so it survives every restart; whether somebody is connected just
/// now is not, and is <see cref="LineWatch"/>'s to see.
/// </summary>
/// <param name="Line">In their order, those on air included.</param>
/// <param name="Gone">Those who were refused or dropped, for themselves to read, until they raise their hand again.</param>
/// <param name="Raises">How often each person raised her hand.</param>
/// <param name="Paused">No new hands are taken.</param>
internal sealed record HandLine(
    ImmutableList<Hand> Line, ImmutableDictionary<PersonId, Hand> Gone, ImmutableDictionary<PersonId, int> Raises, bool Paused)
{
    public static readonly HandLine Empty =
        new([], ImmutableDictionary<PersonId, Hand>.Empty, ImmutableDictionary<PersonId, int>.Empty, Paused: false);

    private static readonly TimeSpan UsualTurn = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan LongestTurn = TimeSpan.FromMinutes(10);

    /// <summary>How many have spoken and are done, and how long that took in all.</summary>
    public (int Count, TimeSpan Time) Turns { get; init; }

    /// <summary>What screeners learned of people, whether they stand in line or not.</summary>
    public ImmutableDictionary<PersonId, Screening> Forms { get; init; } = ImmutableDictionary<PersonId, Screening>.Empty;

    /// <summary>On whom the studio hung up, and the sequence number at which it last did: whoever calls later stays.</summary>
    public ImmutableDictionary<PersonId, long> HungUp { get; init; } = ImmutableDictionary<PersonId, long>.Empty;

    /// <summary>What a turn takes here: three minutes until the talk knows better.</summary>
    public TimeSpan Turn => Turns.Count == 0
        ? UsualTurn
        : TimeSpan.FromTicks(Math.Clamp(Turns.Time.Ticks / Turns.Count, TimeSpan.TicksPerMinute, LongestTurn.Ticks));

    /// <summary>The hand of somebody in line; null of everybody else.</summary>
    public Hand? Find(PersonId person) => Line.Find(hand => hand.Person == person);

    /// <summary>What a screener learned of her.</summary>
    public Screening FormOf(PersonId person) => Forms.GetValueOrDefault(person, Screening.Blank);

    /// <summary>As a voice is announced: a caller by what a screener learned of her.</summary>
    public string NameOf(VoiceView voice) =>
        voice.Kind == VoiceKind.Caller ? FormOf(new PersonId(voice.Id.Value)).Announce(voice.Name) : voice.Name;

    /// <summary>The studio called her: her microphone may be sent to it.</summary>
    public bool MaySend(PersonId person) => Find(person) is { State: HandState.Called or HandState.Ready or HandState.OnAir };

    /// <summary>Her place, from 1. Who speaks already takes none.</summary>
    public int PlaceOf(PersonId person) =>
        1 + Line.TakeWhile(hand => hand.Person != person).Count(hand => hand.State != HandState.OnAir);

    /// <summary>A hand goes up, or its note changes and it keeps its place.</summary>
    public HandLine Raise(Hand hand)
    {
        var index = Line.FindIndex(known => known.Person == hand.Person);
        return index >= 0
            ? this with { Line = Line.SetItem(index, Line[index] with { Name = hand.Name, Note = hand.Note }) }
            : this with
            {
                Line = Line.Add(hand),
                Gone = Gone.Remove(hand.Person),
                Raises = Raises.SetItem(hand.Person, Raises.GetValueOrDefault(hand.Person) + 1),
            };
    }

    /// <summary>Changes the hand of somebody in line.</summary>
    public HandLine Change(PersonId person, Func<Hand, Hand> change)
    {
        var index = Line.FindIndex(hand => hand.Person == person);
        return index < 0 ? this : this with { Line = Line.SetItem(index, change(Line[index])) };
    }

    /// <summary>Keeps what a screener learned of somebody.</summary>
    public HandLine Note(PersonId person, Screening form) =>
        this with { Forms = form == Screening.Blank ? Forms.Remove(person) : Forms.SetItem(person, form) };

    /// <summary>Her line is to be cut, as it is at this sequence number.</summary>
    public HandLine HangUp(PersonId person, long seq) => this with { HungUp = HungUp.SetItem(person, seq) };

    /// <summary>Puts a hand at this place, from 1, or at the line's end.</summary>
    public HandLine Move(PersonId person, int place)
    {
        if (Find(person) is not { } hand)
            return this;
        var others = Line.Remove(hand);
        var before = others.Where(other => other.State != HandState.OnAir).Skip(Math.Max(0, place - 1)).FirstOrDefault();
        return this with { Line = others.Insert(before is null ? others.Count : others.IndexOf(before), hand) };
    }

    /// <summary>A hand goes down; whoever was on air has had her turn.</summary>
    public HandLine Leave(PersonId person, DateTimeOffset at) => Find(person) is not { } hand
        ? this
        : this with
        {
            Line = Line.Remove(hand),
            Turns = hand.OnAirAt is { } since ? (Turns.Count + 1, Turns.Time + (at - since)) : Turns,
        };

    /// <summary>A hand goes down, and its owner is to read why.</summary>
    public HandLine Leave(PersonId person, DateTimeOffset at, HandState end, string? reason) => Find(person) is not { } hand
        ? this
        : Leave(person, at) with { Gone = Gone.SetItem(person, hand with { State = end, Reason = reason }) };
}

/// <summary>A raised hand and how far it came.</summary>
/// <param name="Person">Whose.</param>
/// <param name="Name">The name by which the host calls her.</param>
/// <param name="Note">What she wants to say, or null.</param>
/// <param name="RaisedAt">When.</param>
/// <param name="Order">The sequence number at which it was raised.</param>
internal sealed record Hand(PersonId Person, string Name, string? Note, DateTimeOffset RaisedAt, long Order)
{
    public HandState State { get; init; } = HandState.Waiting;

    public DateTimeOffset? OnAirAt { get; init; }

    /// <summary>She was called up and waits on the line until the studio has time for her.</summary>
    public bool Held { get; init; }

    /// <summary>She is on the telephone.</summary>
    public bool ByPhone { get; init; }

    /// <summary>Why she was refused.</summary>
    public string? Reason { get; init; }
}
