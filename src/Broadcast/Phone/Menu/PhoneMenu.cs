using TalksPlatform.Broadcast.Phone.Prompts;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Phone.Menu;

/// <summary>
/// What a caller is told and what her keys do: a value, which each input turns into the next one. It knows neither sound nor
/// time nor talk, and whatever comes in whatever order, it leads back to the programme or to the end of the call.
/// </summary>
/// <param name="Languages">Those of the series, the first being the one that is spoken when nothing is chosen.</param>
/// <param name="Room">The talk as it is now.</param>
internal sealed record PhoneMenu(IReadOnlyList<string> Languages, PhoneRoom Room)
{
    private const int PinDigits = 6;
    private const int MostRepeats = 3;

    private static readonly TimeSpan KeyPatience = TimeSpan.FromSeconds(8);

    public MenuPlace Place { get; init; } = MenuPlace.Language;

    /// <summary>What she is spoken to in.</summary>
    public string Language { get; init; } = Languages[0];

    /// <summary>She agreed to be heard and recorded, now or in an earlier call.</summary>
    public bool Agreed { get; init; }

    /// <summary>What she was told last of her hand.</summary>
    public HandState? Told { get; init; }

    /// <summary>The poll that she is voting in.</summary>
    public KeypadPoll? Poll { get; init; }

    /// <summary>Her option, until she confirms it.</summary>
    public int Choice { get; init; }

    /// <summary>The digits of a desk that she typed.</summary>
    public string Digits { get; init; } = "";

    /// <summary>How often she was told the same without an answer.</summary>
    public int Repeats { get; init; }

    /// <summary>How long she has for a key once all is said; null for ever.</summary>
    public TimeSpan? Patience => Place is MenuPlace.Programme or MenuPlace.Taping or MenuPlace.BeforeTape or MenuPlace.Desk or MenuPlace.OnAir or MenuPlace.Leaving
        ? null
        : KeyPatience;

    /// <summary>The call is answered.</summary>
    public MenuTurn Begin()
    {
        if (Room.IsOver)
            return Leave(Prompt.Named("over"), Prompt.Named("goodbye"));
        if (Agreed)
            return Home([Prompt.Named("welcome"), .. Words.Beginning(Room)]);
        return Languages.Count > 1 ? Go(MenuPlace.Language, Words.Languages(Languages)) : AskConsent(Prompt.Named("welcome"));
    }

    public MenuTurn Take(MenuInput input) => input switch
    {
        KeyPressed pressed => Press(pressed.Key),
        AllSaid when Place == MenuPlace.Leaving => new(this, Does: new HangUp()),
        AllSaid when Place == MenuPlace.BeforeTape => Go(MenuPlace.Taping, says: null, new StartTape()),
        NothingPressed => Wait(),
        Taped taped when Place == MenuPlace.Taping => taped.HasVoice
            ? Go(MenuPlace.Review, [Prompt.Named("question.review")])
            : Home([Prompt.Named("question.empty")]) with { Does = new DropTape() },
        RoomChanged changed => Follow(changed.Room),
        Answered answered => (this with { Room = answered.Room }).Hear(answered),
        _ => new(this),
    };

    private MenuTurn Press(char key) => Place switch
    {
        MenuPlace.Language when key - '1' is >= 0 and var place && place < Languages.Count =>
            (this with { Language = Languages[place] }).AskConsent(Prompt.Named("welcome")),
        MenuPlace.Language => Again(Words.Languages(Languages), MostRepeats * 3),
        MenuPlace.Consent when key == '1' => new(this, [], new Agree(Language)),
        MenuPlace.Consent or MenuPlace.Programme when key == '*' => (this with { Digits = "" }).Go(MenuPlace.Pin, []),
        MenuPlace.Consent => Again([Prompt.Named("consent")], MostRepeats * 3),
        MenuPlace.Programme => Choose(key),
        MenuPlace.BeforeTape => new(this, [Prompt.Beep]),
        MenuPlace.Taping => new(this, Does: new StopTape()),
        MenuPlace.Review => Decide(key),
        MenuPlace.Vote => Mark(key),
        MenuPlace.Confirm => Confirm(key),
        MenuPlace.Pin => Type(key),
        MenuPlace.Desk => new(this, Does: new PressDesk(key)),
        _ => new(this), // on air nothing but her voice counts, and whoever leaves, leaves
    };

    private MenuTurn Choose(char key) => key switch
    {
        '1' => new(this, []),
        '2' when Room.TakesQuestions => Go(MenuPlace.BeforeTape, [Prompt.Named("question.how"), Prompt.Beep]),
        '2' => new(this, [Prompt.Named("question.off")]),
        '3' when !Room.TakesVotes => new(this, [Prompt.Named("vote.hidden")]),
        '3' when Room.Poll is { } poll => (this with { Poll = poll }).Go(MenuPlace.Vote, Words.Ballot(poll, Room)),
        '3' => new(this, [Prompt.Named("vote.none")]),
        '4' when !Room.TakesVotes => new(this, [Prompt.Named("vote.hidden")]),
        '4' when Room.Answering is { } question => new(this, Does: new Support(question)),
        '4' => new(this, [Prompt.Named("support.none")]),
        '5' when Words.IsInLine(Room.Hand) => new(this, Does: new TakeHandDown()),
        '5' when Room.TakesHands => new(this, Does: new PutHandUp()),
        '5' => new(this, [Prompt.Named("hand.off")]),
        '0' => new(this, [.. Words.Beginning(Room), .. Words.Menu(Room)]),
        _ => new(this, [Prompt.Named("wrong")]),
    };

    private MenuTurn Decide(char key) => key switch
    {
        '1' => new(this, [], new SendQuestion()),
        '2' => new(this, [Prompt.Own, Prompt.Named("question.review")]),
        '3' => Go(MenuPlace.BeforeTape, [Prompt.Beep], new DropTape()),
        '9' => Home([Prompt.Named("question.thrown")]) with { Does = new DropTape() },
        _ => new(this, [Prompt.Named("question.review")]),
    };

    private MenuTurn Mark(char key)
    {
        if (key is '*' or '#')
            return Home([]);
        return Poll!.OptionOf(key) is { } option
            ? (this with { Choice = option }).Go(MenuPlace.Confirm, Words.Chosen(Poll, option, Room))
            : Again([Prompt.Named("wrong"), Prompt.Named("vote.choose")], MostRepeats * 3);
    }

    private MenuTurn Confirm(char key) => key switch
    {
        '1' => new(this, [], new Vote(Poll!.Id, Choice)),
        '2' => Go(MenuPlace.Vote, Words.Ballot(Poll!, Room)),
        '*' or '#' => Home([]),
        _ => Again(Words.Chosen(Poll!, Choice, Room), MostRepeats * 3),
    };

    private MenuTurn Type(char key)
    {
        if (!char.IsAsciiDigit(key))
            return Back([]);
        var typed = this with { Digits = Digits + key };
        return typed.Digits.Length < PinDigits ? new(typed) : new(typed with { Digits = "" }, [], new EnterDesk(typed.Digits));
    }

    private MenuTurn Wait() => Place switch
    {
        MenuPlace.Language => Repeats < MostRepeats - 1 ? Again(Words.Languages(Languages)) : AskConsent(Prompt.Named("welcome")),
        MenuPlace.Consent => Again([Prompt.Named("consent")]),
        MenuPlace.Review => Repeats < MostRepeats - 1
            ? Again([Prompt.Named("question.review")])
            : Home([Prompt.Named("question.thrown")]) with { Does = new DropTape() },
        MenuPlace.Vote => Repeats < MostRepeats - 1 ? Again(Words.Ballot(Poll!, Room)) : Home([]),
        MenuPlace.Confirm => Repeats < MostRepeats - 1 ? Again(Words.Chosen(Poll!, Choice, Room)) : Home([Prompt.Named("vote.left")]),
        MenuPlace.Pin => Back([]),
        _ => new(this),
    };

    private MenuTurn Follow(PhoneRoom room)
    {
        var now = this with { Room = room };
        if (Place == MenuPlace.Leaving)
            return new(now);
        if (room.IsOver)
            return now.Leave(Prompt.Named("over"), Prompt.Named("goodbye")) with { Does = Tape() };
        if (!Agreed || Place == MenuPlace.Desk)
            return new(now);
        if (room.OnAir)
            return Place == MenuPlace.OnAir ? new(now) : now.Go(MenuPlace.OnAir, [Prompt.Beep], Tape());
        return Place switch
        {
            MenuPlace.OnAir => (now with { Told = room.Hand }).Home([Prompt.Named("hand.done")]),
            MenuPlace.Vote or MenuPlace.Confirm when room.Poll != Poll => now.Home([Prompt.Named("vote.closed")]),
            MenuPlace.Programme when room.Hand != Told => now.Home([]),
            _ => new(now),
        };
    }

    /// <summary>What was asked for is done, or not.</summary>
    private MenuTurn Hear(Answered answer)
    {
        if (Room.IsOver)
            return Leave(Prompt.Named("over"), Prompt.Named("goodbye")) with { Does = Tape() };
        return answer switch
        {
            { To: Agree, Fault: null } => (this with { Agreed = true }).Home([.. Words.Beginning(Room), .. Words.Menu(Room)]),
            { To: SendQuestion } when Place == MenuPlace.Review => Words.IsPassing(answer.Fault)
                ? Again([Prompt.Named("failed"), Prompt.Named("question.review")], MostRepeats * 3)
                : Home([Words.OfQuestion(answer.Fault)]) with { Does = new DropTape() },
            { To: Vote } when Place == MenuPlace.Confirm => Home([Words.OfVote(answer.Fault)]),
            { To: Support } => new(this, [Prompt.Named(answer.Fault is null ? "support.done" : "failed")]),
            { To: PutHandUp, Fault: null } => (this with { Told = Room.Hand }).Home([Prompt.Named("hand.up"), .. Words.Place(Room)]),
            { To: PutHandUp } => new(this, [Words.OfHand(answer.Fault)]),
            { To: TakeHandDown } => (this with { Told = Room.Hand }).Home([Prompt.Named(answer.Fault is null ? "hand.down" : "failed")]),
            { To: EnterDesk, Fault: null } => Go(MenuPlace.Desk, [Prompt.Named("desk.in")]),
            { To: EnterDesk, Fault: "desk.shut" } => Leave(Prompt.Named("goodbye")),
            { To: EnterDesk } => Back([Prompt.Named("desk.wrong")]),
            { To: Agree } => new(this, [Prompt.Named("failed"), Prompt.Named("consent")]),
            _ => new(this),
        };
    }

    private MenuTurn AskConsent(params IReadOnlyList<Prompt> first) => Go(MenuPlace.Consent, [.. first, Prompt.Named("consent")]);

    /// <summary>To the programme, or on air; she hears what became of her hand since she was told last.</summary>
    private MenuTurn Home(IReadOnlyList<Prompt> says)
    {
        if (Room.OnAir)
            return Go(MenuPlace.OnAir, [Prompt.Beep]);
        var news = Room.Hand == Told ? [] : Words.OfHand(Told, Room.Hand);
        return (this with { Told = Room.Hand, Poll = null }).Go(MenuPlace.Programme, [.. says, .. news]);
    }

    /// <summary>From the digits of a desk to where she was.</summary>
    private MenuTurn Back(IReadOnlyList<Prompt> says) => Agreed ? Home(says) : AskConsent(says);

    private MenuTurn Leave(params IReadOnlyList<Prompt> says) => Go(MenuPlace.Leaving, says);

    private MenuTurn Again(IReadOnlyList<Prompt> says, int most = MostRepeats) =>
        Repeats + 1 < most ? new(this with { Repeats = Repeats + 1 }, says) : Leave(Prompt.Named("goodbye")) with { Does = Tape() };

    private MenuTurn Go(MenuPlace place, IReadOnlyList<Prompt>? says, MenuAction? does = null) =>
        new(this with { Place = place, Repeats = 0, Digits = "" }, says, does);

    /// <summary>What is recorded and not sent is not kept.</summary>
    private DropTape? Tape() => Place is MenuPlace.Taping or MenuPlace.Review or MenuPlace.BeforeTape ? new DropTape() : null;
}
