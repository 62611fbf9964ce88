using TalksPlatform.Broadcast.Hands;
using TalksPlatform.Broadcast.Hubs;
using TalksPlatform.Broadcast.Phone.Calls;
using TalksPlatform.Broadcast.Phone.Menu;
using TalksPlatform.Broadcast.Phone.Prompts;
using TalksPlatform.Broadcast.Polls;
using TalksPlatform.Broadcast.Questions;
using TalksPlatform.Broadcast.Stage;
using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Broadcast.Tests.Kit;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Tests.Phone;

/// <summary>An evening at the telephone on paper: callers press whatever they like while the host does whatever he likes.</summary>
internal sealed class MenuEvening
{
    private const string Keys = "0123456789*#";

    private readonly Random _dice;
    private readonly List<PaperCaller> _callers;
    private readonly List<PollId> _polls = [];

    public MenuEvening(int seed)
    {
        _dice = new Random(seed);
        var voter = PersonId.New();
        _callers =
        [
            new(this, new Caller(voter, voter, "…34"), ["lo", "en"]),
            new(this, new Caller(PersonId.New(), voter, "…34"), ["en"]), // the same number, another line
            new(this, new Caller(PersonId.New(), Voter: null, Phone: null), ["th"]),
        ];
    }

    public PaperTalk Talk { get; } = PaperTalk.Opened();

    public IReadOnlyList<PaperCaller> Callers => _callers;

    public void Play(int steps, Action<PaperCaller> look)
    {
        for (var step = 0; step < steps; step++)
        {
            var caller = _callers[_dice.Next(_callers.Count)];
            switch (_dice.Next(10))
            {
                case < 7:
                    caller.Take(Input(caller.Menu.Place));
                    break;
                case 7:
                    caller.Redial();
                    break;
                default:
                    ChangeRoom(caller);
                    break;
            }
            foreach (var other in _callers)
            {
                other.Look();
                look(other);
            }
        }
    }

    private MenuInput Input(MenuPlace place) => _dice.Next(8) switch
    {
        0 => new AllSaid(),
        1 => new NothingPressed(),
        2 => new Taped(HasVoice: _dice.Next(2) == 0),
        3 or 4 => new KeyPressed(Keys[_dice.Next(Keys.Length)]),
        _ => new KeyPressed(Sensible(place)),
    };

    /// <summary>What somebody presses who listens.</summary>
    private char Sensible(MenuPlace place) => place switch
    {
        MenuPlace.Programme => "2345"[_dice.Next(4)],
        MenuPlace.Vote => "12"[_dice.Next(2)],
        _ => '1',
    };

    private void ChangeRoom(PaperCaller caller)
    {
        var person = caller.Caller.Person;
        var poll = PollId.New();
        TalkCommand[] commands =
        [
            new GoLive(), new CallHand(person), new MakeHandReady(person), new HoldHand(person, true), new RefuseHand(person, "time"), new DropCaller(person),
            new PutOnAir(new(person.Value), "Caller", VoiceKind.Caller), new TakeOffAir(new(person.Value)), new PauseHands(_dice.Next(2) == 0),
            new PauseAsking(_dice.Next(2) == 0), new CreatePoll(poll, "Well?", ["Yes", "No"], new(MayChange: _dice.Next(2) == 0)),
            .. _polls.TakeLast(2).SelectMany(known => new TalkCommand[] { new OpenPoll(known), new ClosePoll(known), new RevealPoll(known) }),
            .. Talk.State.Questions.All.Keys.Take(3).SelectMany(id => new TalkCommand[] { new TranscribeQuestion(id, "How?"), new ApproveQuestion(id), new StartAnswer(id) }),
            .. _dice.Next(60) == 0 ? [new EndTalk()] : (TalkCommand[])[],
        ];
        var command = commands[_dice.Next(commands.Length)];
        if (Talk.Decide(command, People.Host).Event is not null && command is CreatePoll)
            _polls.Add(poll);
    }
}

/// <summary>One caller of such an evening, attended to as the real one is, without sound.</summary>
internal sealed class PaperCaller
{
    private readonly MenuEvening _evening;
    private readonly IReadOnlyList<string> _languages;

    public PaperCaller(MenuEvening evening, Caller caller, IReadOnlyList<string> languages)
    {
        (_evening, Caller, _languages) = (evening, caller, languages);
        Menu = null!;
        Redial();
    }

    public Caller Caller { get; }

    public PhoneMenu Menu { get; private set; }

    /// <summary>What she was told last.</summary>
    public IReadOnlyList<Prompt> Told { get; private set; } = [];

    public bool HungUp { get; private set; }

    private PaperTalk Talk => _evening.Talk;

    private PhoneRoom Room => PhoneRoom.Of(Talk.State, Caller, Talk.Now);

    /// <summary>Hangs up wherever she is, and calls again.</summary>
    public void Redial()
    {
        var known = Talk.State.Callers.GetValueOrDefault(Caller.Person);
        HungUp = false;
        Menu = new PhoneMenu(_languages, Room) { Agreed = known is not null, Language = known?.Language ?? _languages[0] };
        Step(Menu.Begin());
    }

    public void Take(MenuInput input)
    {
        if (!HungUp)
            Step(Menu.Take(input));
    }

    /// <summary>Sees how the talk is by now.</summary>
    public void Look()
    {
        if (!HungUp && Room is var room && room != Menu.Room)
            Step(Menu.Take(new RoomChanged(room)));
    }

    private void Step(MenuTurn turn)
    {
        for (MenuInput? next = null; ; turn = Menu.Take(next))
        {
            Menu = turn.Menu;
            Told = turn.Says ?? Told;
            next = turn.Does is { } action ? Do(action) : null;
            if (next is null)
                return;
        }
    }

    private MenuInput? Do(MenuAction action)
    {
        switch (action)
        {
            case HangUp:
                HungUp = true;
                return null;
            case StopTape:
                return new Taped(HasVoice: true);
            case StartTape or DropTape:
                return null;
            case EnterDesk:
                return new Answered(action, "desk.unknown", Room);
            case SendQuestion:
                return Ask(action, new AskByPhone(QuestionId.New(), "voice.wav"), Caller.Asker);
            default:
                var (command, person) = CallerRequests.CommandOf(action, Caller, "Caller").ShouldNotBeNull();
                return Ask(action, command, person);
        }
    }

    private Answered Ask(MenuAction action, TalkCommand command, PersonId person)
    {
        var refusal = Talk.Decide(command, new Actor(person, "Caller", Role.Attendee)).Refusal;
        return new Answered(action, refusal?.Code, Room);
    }
}
