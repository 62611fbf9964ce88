using TalksPlatform.Broadcast.Audience;
using TalksPlatform.Broadcast.Hands;
using TalksPlatform.Broadcast.Hubs;
using TalksPlatform.Broadcast.Stage;
using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Broadcast.Tests.Kit;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Tests.Talks;

/// <summary>Who speaks, who waits to, who was shut out and what is shown, as a plain model keeps it: lists and flags.</summary>
internal sealed class StageModel(Random random)
{
    private static readonly Cue[] Cues = [new(CueId.New(), "Opening", 0), new(CueId.New(), "Three papers", 15)];

    private readonly ContributionId _speaker = ContributionId.New();
    private readonly List<Place> _line = [];
    private readonly Dictionary<ContributionId, (bool Muted, bool Asks)> _onAir = [];
    private readonly Dictionary<PersonId, long> _blocked = [];
    private IReadOnlyList<Cue> _cues = [];
    private CueId? _running;
    private string? _break;
    private bool _paused;
    private bool _frozen;

    /// <summary>A command, who gives it, and what must come of it.</summary>
    /// <param name="voter">Somebody of the audience.</param>
    /// <param name="question">Any question, and who asked it.</param>
    /// <param name="message">Any message of the chat, and who sent it.</param>
    /// <param name="seq">The number that the next event gets.</param>
    public (TalkCommand Command, Actor Actor, string? Refusal, Action? Happens) Step(
        Actor voter, (QuestionId Id, PersonId? By) question, (MessageId Id, PersonId? By) message, long seq)
    {
        var person = voter.Id;
        var voice = random.Next(3) == 0 ? _speaker : new ContributionId(person.Value);
        return random.Next(22) switch
        {
            < 4 => Raises(voter, random.Next(3) == 0 ? "The stamp" : null),
            4 => (new LowerHand(), voter, null, Find(person) is null ? null : () => Leave(person)),
            5 => Moves(person, random.Next(1, 4)),
            6 or 7 => Calls(new CallHand(person), person, HandState.Called),
            8 => Calls(new MakeHandReady(person), person, HandState.Ready),
            9 => Holds(person, random.Next(2) == 0),
            10 => (new RefuseHand(person, "No time left."), People.Host, OffAir(person), () => Leave(person)),
            11 or 12 => PutsOnAir(voice),
            13 => (new TakeOffAir(voice), People.Host, null, _onAir.ContainsKey(voice) ? () => Leave(new PersonId(voice.Value)) : null),
            14 => Mutes(voice, muted: true),
            15 => Mutes(voice, muted: false),
            16 => Asks(voter),
            17 => Blocks(person, question, message, seq),
            18 => Unblocks(),
            19 => _frozen || random.Next(2) == 0
                ? (new ThawRoom(), People.Host, null, _frozen ? () => _frozen = false : null)
                : (new FreezeRoom(), People.Host, null, () => _frozen = true),
            20 => Shows(),
            _ => (new PauseHands(!_paused), People.Host, null, () => _paused = !_paused),
        };
    }

    /// <summary>Why somebody may do nothing at all now, or null.</summary>
    public string? Bars(Actor actor, TalkCommand command) => actor.SeesStudio ? null
        : _blocked.ContainsKey(actor.Id) ? "talk.blocked"
        : _frozen && !command.WhileFrozen ? "talk.frozen" : null;

    /// <summary>The talk is what the model says.</summary>
    public void ShouldBe(TalkState talk)
    {
        talk.Hands.Line.Select(hand => new Place(hand.Person, hand.Note, hand.State, hand.Held)).ShouldBe(_line);
        talk.Hands.Paused.ShouldBe(_paused);
        talk.Stage.OnAir.Values.Select(voice => KeyValuePair.Create(voice.Id, (voice.Muted, voice.Asks))).ShouldBe(_onAir, ignoreOrder: true);
        talk.Blocked.People.Values.Select(block => KeyValuePair.Create(block.Person, block.Number)).ShouldBe(_blocked, ignoreOrder: true);
        talk.Frozen.ShouldBe(_frozen);
        (talk.Plan.Running, talk.Plan.Break).ShouldBe((_running, _break));
        talk.Plan.Cues.ShouldBe(_cues);
    }

    private (TalkCommand, Actor, string?, Action?) Raises(Actor voter, string? note)
    {
        var known = Find(voter.Id);
        var refusal = known is null && _paused ? "hand.paused" : null;
        return (new RaiseHand("Noy", note, Consents: true), voter, refusal, known is null
            ? () => _line.Add(new Place(voter.Id, note, HandState.Waiting, Held: false))
            : known.Note == note ? null : () => Change(known with { Note = note }));
    }

    private (TalkCommand, Actor, string?, Action?) Moves(PersonId person, int place)
    {
        var others = _line.Where(hand => hand.Person != person).ToList();
        var after = others.Where(hand => hand.State != HandState.OnAir).Skip(place - 1).FirstOrDefault();
        if (Find(person) is { } moved)
            others.Insert(after is null ? others.Count : others.IndexOf(after), moved);
        return (new MoveHand(person, place), People.Host, OffAir(person), others.SequenceEqual(_line) ? null : () =>
        {
            _line.Clear();
            _line.AddRange(others);
        }
        );
    }

    private (TalkCommand, Actor, string?, Action?) Calls(TalkCommand command, PersonId person, HandState to) =>
        (command, People.Host, OffAir(person), Find(person) is { } hand && (hand.State != to || hand.Held) ? () => Change(hand with { State = to, Held = false }) : null);

    private (TalkCommand, Actor, string?, Action?) Holds(PersonId person, bool held)
    {
        var hand = Find(person);
        var refusal = OffAir(person) ?? (hand!.State == HandState.Waiting ? "hand.waiting" : null);
        return (new HoldHand(person, held), People.Host, refusal, hand?.Held == held ? null : () => Change(hand! with { Held = held }));
    }

    private (TalkCommand, Actor, string?, Action?) PutsOnAir(ContributionId voice)
    {
        var hand = Find(new PersonId(voice.Value));
        var kind = voice == _speaker ? VoiceKind.Speaker : VoiceKind.Attendee;
        var refusal = _onAir.ContainsKey(voice) ? null
            : _blocked.ContainsKey(new PersonId(voice.Value)) ? "voice.blocked"
            : kind == VoiceKind.Attendee && hand is not { State: HandState.Called or HandState.Ready } ? "hand.not-called" : null;
        return (new PutOnAir(voice, "Noy", kind), People.Host, refusal, _onAir.ContainsKey(voice) ? null : () =>
        {
            _onAir[voice] = default;
            if (hand is not null)
                Change(hand with { State = HandState.OnAir, Held = false });
        }
        );
    }

    private (TalkCommand, Actor, string?, Action?) Mutes(ContributionId voice, bool muted)
    {
        TalkCommand command = muted ? new MuteVoice(voice) : new UnmuteVoice(voice);
        var isSo = _onAir.TryGetValue(voice, out var now) && now.Muted == muted;
        return (command, People.Host, _onAir.ContainsKey(voice) ? null : "voice.not-on-air", isSo ? null : () => _onAir[voice] = (muted, false));
    }

    private (TalkCommand, Actor, string?, Action?) Asks(Actor voter)
    {
        var voice = new ContributionId(voter.Id.Value);
        var isHeard = _onAir.TryGetValue(voice, out var now);
        return (new AskToSpeak(), voter, isHeard ? null : "voice.not-on-air", now is (true, false) ? () => _onAir[voice] = (true, true) : null);
    }

    private (TalkCommand, Actor, string?, Action?) Blocks(
        PersonId person, (QuestionId Id, PersonId? By) question, (MessageId Id, PersonId? By) message, long seq)
    {
        var (target, whom) = random.Next(3) switch
        {
            0 => (new BlockTarget(Hand: person), Find(person)?.Person),
            1 => (new BlockTarget(Question: question.Id), question.By),
            _ => (new BlockTarget(Message: message.Id), message.By),
        };
        var isSo = whom is { } known && _blocked.ContainsKey(known);
        return (new BlockPerson(target), People.Host, whom is null ? "person.unknown" : null, isSo ? null : () =>
        {
            _blocked[whom!.Value] = seq;
            Leave(whom.Value);
        }
        );
    }

    private (TalkCommand, Actor, string?, Action?) Unblocks()
    {
        var (person, number) = _blocked.OrderBy(block => block.Value).FirstOrDefault();
        return (new UnblockPerson(number), People.Host, null, number > 0 ? () => _blocked.Remove(person) : null);
    }

    private (TalkCommand, Actor, string?, Action?) Shows()
    {
        var cue = Cues[random.Next(Cues.Length)];
        var sentence = random.Next(2) == 0 ? "Back in a minute" : null;
        IReadOnlyList<Cue> cues = [.. Cues.Take(random.Next(Cues.Length + 1))];
        return random.Next(3) switch
        {
            0 => (new SetPlan(cues, []), People.Host, null, cues.SequenceEqual(_cues) ? null : () => _cues = cues),
            1 => (new TakeCue(cue.Id), People.Host, _running == cue.Id || _cues.Contains(cue) ? null : "cue.unknown", _running == cue.Id ? null : () => _running = cue.Id),
            _ => (new TakeBreak(sentence), People.Host, null, sentence == _break ? null : () => _break = sentence),
        };
    }

    private Place? Find(PersonId person) => _line.Find(hand => hand.Person == person);

    private string? OffAir(PersonId person) => Find(person) is not { } hand ? "hand.unknown" : hand.State == HandState.OnAir ? "hand.on-air" : null;

    private void Change(Place hand) => _line[_line.FindIndex(known => known.Person == hand.Person)] = hand;

    /// <summary>Her hand is down, and her voice out of the programme.</summary>
    private void Leave(PersonId person)
    {
        _line.RemoveAll(hand => hand.Person == person);
        _onAir.Remove(new ContributionId(person.Value));
    }

    private sealed record Place(PersonId Person, string? Note, HandState State, bool Held);
}
