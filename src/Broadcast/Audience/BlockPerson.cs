using System.Text.Json.Serialization;
using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Audience;

/// <summary>
/// Shuts somebody out of the talk, by what she did there: who she is, is told to nobody. Her connections are closed, her
/// commands are refused on every node, her questions that wait are hidden until she is let in again, and her voice is out of
/// the programme.
/// </summary>
/// <param name="Target">Whom.</param>
/// <param name="IsOfStudio">She is known to be of this talk's studio: the hub knows who is connected, the log does not.</param>
internal sealed record BlockPerson(BlockTarget Target, bool IsOfStudio = false) : ModeratorCommand
{
    public override bool BeforeDoors => true;

    public override Decision Decide(TalkState talk, Actor actor, DateTimeOffset now)
    {
        if (Target.In(talk) is not { } found)
            return AudienceFaults.NobodyThere;
        if (found.Person == actor.Id || found.Person == Actor.Platform.Id)
            return AudienceFaults.Oneself;
        if (IsOfStudio)
            return AudienceFaults.Studio;
        return talk.Blocked.Contains(found.Person) ? Decision.AlreadySo : new PersonBlocked(found.Person, found.Name, found.For);
    }
}

/// <summary>What a moderator points at to say whom she means: one of these.</summary>
/// <param name="Question">The author of this question.</param>
/// <param name="Message">The author of this message of the chat.</param>
/// <param name="Hand">The owner of this raised hand.</param>
/// <param name="Voice">Whose voice this is, on air or waiting: a caller, too.</param>
internal sealed record BlockTarget(
    QuestionId? Question = null, MessageId? Message = null, PersonId? Hand = null, ContributionId? Voice = null)
{
    /// <summary>Who that is; null when there is no such thing in this talk.</summary>
    public (PersonId Person, string? Name, string? For)? In(TalkState talk) => this switch
    {
        { Question: { } id } when talk.Questions.Find(id) is { } question => (question.By, question.Author, question.Text),
        { Message: { } id } when talk.Chat.Find(id) is { } message => (message.By, message.Author, message.Text),
        { Hand: { } id } when talk.Hands.Find(id) is { } hand => (hand.Person, hand.Name, hand.Note),
        { Voice: { } id } when (Name ?? talk.Stage.OnAir.GetValueOrDefault(id)?.Name) is { } name => (new PersonId(id.Value), name, null),
        _ => null,
    };

    /// <summary>As the studio calls a voice that is connected: set by the hub, for the log knows only voices on air.</summary>
    [JsonIgnore]
    public string? Name { get; init; }
}

/// <summary>Somebody may not take part any more.</summary>
internal sealed record PersonBlocked(PersonId Person, string? Name = null, string? For = null) : TalkEvent
{
    public override RoomChange Change => RoomChange.OfPerson(Person) with { Stage = true, Hands = true };

    public override TalkState Apply(TalkState talk, Stamp stamp) => talk with
    {
        Blocked = talk.Blocked.With(new Block(stamp.Seq, Person, Name, For, stamp.At)),
        Hands = talk.Hands.Leave(Person, stamp.At),
        Stage = talk.Stage.Remove(new ContributionId(Person.Value)),
    };
}
