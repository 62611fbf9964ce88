using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Talks;

/// <summary>What of the room an event changed, and how soon people must see it.</summary>
/// <param name="Question">A question that looks different.</param>
/// <param name="Poll">A poll that looks different.</param>
/// <param name="Stage">Phase, times, on air or asking look different.</param>
/// <param name="Urgent">Told at once; everything else is gathered and told a few times a second.</param>
/// <param name="ToAuthor">The question's author is told by herself, at once: nobody else may see all of it.</param>
/// <param name="Show">Slide, cue, names, break or handouts look different.</param>
/// <param name="Plan">What the studio has prepared looks different.</param>
/// <param name="Person">Somebody who was blocked, or may take part again.</param>
/// <param name="Others">Questions that look different besides that one.</param>
/// <param name="Mix">What is set at the mixer looks different; the studio alone sees it.</param>
/// <param name="Votes">A question of which only the number of votes is another.</param>
/// <param name="Hands">The line of hands looks different: the studio sees it, everybody else only her own hand.</param>
/// <param name="Notices">What is announced looks different.</param>
/// <param name="Message">A message of the chat looks different; those who read the chat are told apart from the room.</param>
/// <param name="OtherPoll">Another poll that looks different.</param>
/// <param name="Counted">A poll of which only the numbers look different.</param>
internal readonly record struct RoomChange(
    QuestionId? Question = null, PollId? Poll = null, bool Stage = false, bool Urgent = false, bool ToAuthor = false,
    bool Show = false, bool Plan = false,
    PersonId? Person = null,
    IReadOnlyList<QuestionId>? Others = null,
    bool Hands = false, bool Notices = false, MessageId? Message = null,
    PollId? OtherPoll = null, PollId? Counted = null,
    QuestionId? Votes = null, bool Mix = false)
{
    /// <summary>All questions that look different.</summary>
    public IEnumerable<QuestionId> Questions => Question is { } question ? [question, .. Others ?? []] : [];

    /// <summary>Nothing that a room shows.</summary>
    public static RoomChange None => default;

    /// <summary>The programme itself.</summary>
    public static RoomChange OfStage => new(Stage: true, Urgent: true);

    /// <summary>What is shown besides the sound.</summary>
    public static RoomChange OfShow => new(Show: true, Urgent: true);

    /// <summary>What the studio has prepared.</summary>
    public static RoomChange OfPlan => new(Plan: true, Urgent: true);

    /// <summary>What is set at the mixer.</summary>
    public static RoomChange OfMix => new(Mix: true, Urgent: true);

    /// <summary>What only its author and the studio see.</summary>
    public static RoomChange TextOf(QuestionId question) => new(Question: question, ToAuthor: true);

    /// <summary>A step on a question's way.</summary>
    public static RoomChange StepOf(QuestionId question) => new(Question: question, Urgent: true, ToAuthor: true);

    /// <summary>A step on a poll's way.</summary>
    public static RoomChange StepOf(PollId poll) => new(Poll: poll, Urgent: true);

    /// <summary>Whether somebody may take part.</summary>
    public static RoomChange OfPerson(PersonId person) => new(Person: person, Urgent: true);

    /// <summary>A question's votes, which grow quickly: they are told without its words.</summary>
    public static RoomChange VotesOf(QuestionId question) => new(Votes: question);

    /// <summary>A number that grows quickly.</summary>
    public static RoomChange CountOf(QuestionId question) => new(Question: question);

    /// <inheritdoc cref="CountOf(QuestionId)"/>
    public static RoomChange CountOf(PollId poll) => new(Counted: poll);

    /// <summary>Who waits to speak.</summary>
    public static RoomChange OfHands => new(Hands: true, Urgent: true);

    /// <summary>Who is in the programme; it may have been a hand that waited.</summary>
    public static RoomChange OfVoices => OfStage with { Hands = true };

    /// <summary>What the host announces.</summary>
    public static RoomChange OfNotices => new(Notices: true, Urgent: true);

    /// <summary>What is said in the chat.</summary>
    public static RoomChange OfChat(MessageId message) => new(Message: message);
}
