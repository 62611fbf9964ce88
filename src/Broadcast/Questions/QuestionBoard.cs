using System.Collections.Immutable;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Questions;

/// <summary>All that was asked in a talk.</summary>
internal sealed record QuestionBoard(
    ImmutableDictionary<QuestionId, Question> All,
    ImmutableDictionary<PersonId, ImmutableList<QuestionId>> Authors,
    QuestionId? Answering,
    bool AskingPaused)
{
    public static readonly QuestionBoard Empty = new(
        ImmutableDictionary<QuestionId, Question>.Empty, ImmutableDictionary<PersonId, ImmutableList<QuestionId>>.Empty, null, false);

    public Question? Find(QuestionId id) => All.GetValueOrDefault(id);

    /// <summary>This person's questions, in the order in which they were asked.</summary>
    public IEnumerable<Question> By(PersonId person) => Authors.GetValueOrDefault(person, []).Select(id => All[id]);

    /// <summary>How many of this person's questions wait for the host.</summary>
    public int WaitingOf(PersonId person) => By(person).Count(question => question.State == QuestionState.Asked);

    /// <summary>A new question.</summary>
    public QuestionBoard Add(Question question) => this with
    {
        All = All.Add(question.Id, question),
        Authors = Authors.SetItem(question.By, Authors.GetValueOrDefault(question.By, []).Add(question.Id)),
    };

    /// <summary>Puts this version of a question in the place of the one before.</summary>
    public QuestionBoard With(Question question) => this with { All = All.SetItem(question.Id, question) };

    /// <summary>The answer that is being given, if any, ends.</summary>
    public QuestionBoard FinishAnswer(DateTimeOffset at)
    {
        if (Answering is not { } id)
            return this;
        var answered = All[id] with { State = QuestionState.Answered, AnsweredAt = at };
        return With(answered) with { Answering = null };
    }
}

/// <summary>A question and how far it came.</summary>
/// <param name="Id">Made by whoever asked.</param>
/// <param name="Order">The sequence number at which it was asked.</param>
/// <param name="Text">Plain text.</param>
/// <param name="By">Who asked.</param>
/// <param name="Author">The name to show, or null for "anonymous".</param>
/// <param name="Language">BCP 47, or null.</param>
/// <param name="AskedAt">When.</param>
internal sealed record Question(
    QuestionId Id, long Order, string Text, PersonId By, string? Author, string? Language, DateTimeOffset AskedAt)
{
    public QuestionState State { get; init; } = QuestionState.Asked;

    public DateTimeOffset? AnsweringAt { get; init; }

    public DateTimeOffset? AnsweredAt { get; init; }

    /// <summary>Why it was declined.</summary>
    public string? Reason { get; init; }

    public ImmutableHashSet<PersonId> Upvoters { get; init; } = ImmutableHashSet<PersonId>.Empty;

    /// <summary>Everybody may see it.</summary>
    public bool IsPublic => State is not (QuestionState.Asked or QuestionState.Declined);

    /// <summary>It may still rise or fall.</summary>
    public bool TakesUpvotes => State is QuestionState.Approved or QuestionState.Answering or QuestionState.Deferred;
}
