using TalksPlatform.Broadcast.Phone.Prompts;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Phone.Menu;

/// <summary>What the menu says in each case.</summary>
internal static class Words
{
    /// <summary>Each language by itself: "For English press 1".</summary>
    public static IReadOnlyList<Prompt> Languages(IReadOnlyList<string> languages) =>
        [.. languages.SelectMany((language, place) => new[] { Prompt.Named("language") with { Language = language }, Number(place + 1) with { Language = language } })];

    /// <summary>When the talk begins; nothing once it has.</summary>
    public static IReadOnlyList<Prompt> Beginning(PhoneRoom room) => room switch
    {
        { Phase: TalkPhase.Live or TalkPhase.Ended } => [],
        { Begins: null } => [Prompt.Named("soon")],
        { BeginsLater: true } => [Prompt.Named("later")],
        { Begins: { } start } =>
        [
            Prompt.Named("begins"), Prompt.Named($"day.{(start.DayOfWeek == DayOfWeek.Sunday ? 7 : (int)start.DayOfWeek)}"), Prompt.Named("at"), Number(start.Hour),
            start.Minute == 0 ? Prompt.Named("hours") : Number(start.Minute),
        ],
    };

    /// <summary>What she may do just now.</summary>
    public static IReadOnlyList<Prompt> Menu(PhoneRoom room)
    {
        var says = new List<Prompt> { Prompt.Named("menu.listen") };
        if (room.TakesQuestions)
            says.Add(Prompt.Named("menu.ask"));
        if (room is { TakesVotes: true, Poll: not null })
            says.Add(Prompt.Named("menu.vote"));
        if (room is { TakesVotes: true, Answering: not null })
            says.Add(Prompt.Named("menu.support"));
        if (IsInLine(room.Hand))
            says.Add(Prompt.Named("menu.down"));
        else if (room.TakesHands)
            says.Add(Prompt.Named("menu.hand"));
        says.Add(Prompt.Named("menu.again"));
        return says;
    }

    public static IReadOnlyList<Prompt> Ballot(KeypadPoll poll, PhoneRoom room) =>
    [
        Prompt.Say(poll.Text, room.Language),
        .. poll.Options.SelectMany((option, place) => new[] { Number(place + 1), Prompt.Say(option, room.Language) }),
        Prompt.Named("vote.choose"),
    ];

    public static IReadOnlyList<Prompt> Chosen(KeypadPoll poll, int option, PhoneRoom room) =>
        [Prompt.Named("vote.chosen"), Number(option + 1), Prompt.Say(poll.Options[option], room.Language), Prompt.Named("vote.confirm")];

    public static IReadOnlyList<Prompt> Place(PhoneRoom room) => room.Place is > 0 and < 60 ? [Prompt.Named("hand.place"), Number(room.Place)] : [];

    /// <summary>What became of her hand since she was told last.</summary>
    public static IReadOnlyList<Prompt> OfHand(HandState? told, HandState? hand) => hand switch
    {
        HandState.Called => [Prompt.Named("hand.called")],
        HandState.Ready => [Prompt.Named("hand.next")],
        HandState.Refused => [Prompt.Named("hand.refused")],
        HandState.Dropped when told is not null => [Prompt.Named("hand.dropped")],
        null when told is HandState.Waiting or HandState.Called or HandState.Ready => [Prompt.Named("hand.down")],
        _ => [],
    };

    public static Prompt OfHand(string? fault) =>
        fault is "hand.paused" or "hand.line-full" or "hand.too-often" ? Prompt.Named("hand.off") : OfRefusal(fault, "failed");

    public static Prompt OfQuestion(string? fault)
    {
        if (fault is null)
            return Prompt.Named("question.sent");
        var many = fault is "question.too-many-waiting" or "question.too-fast" or "question.talk-full";
        return many ? Prompt.Named("question.many") : OfRefusal(fault, "question.off");
    }

    public static Prompt OfVote(string? fault)
    {
        if (fault is null)
            return Prompt.Named("vote.counted");
        if (fault is "poll.already-voted")
            return Prompt.Named("vote.already");
        return fault is "poll.closed" or "poll.unknown" ? Prompt.Named("vote.closed") : OfRefusal(fault, "failed");
    }

    private static Prompt OfRefusal(string? fault, string otherwise) => Prompt.Named(fault is "talk.frozen" ? "frozen" : otherwise);

    /// <summary>The same may go well in a moment.</summary>
    public static bool IsPassing(string? fault) => fault is "talk.unavailable" or "talk.busy" or "talk.frozen" or "internal";

    public static bool IsInLine(HandState? hand) => hand is HandState.Waiting or HandState.Called or HandState.Ready or HandState.OnAir;

    private static Prompt Number(int number) => Prompt.Named($"n{number}");
}
