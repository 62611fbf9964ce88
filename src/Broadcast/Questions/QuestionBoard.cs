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

    /// <summary>What is answered next, in order.</summary>
    public ImmutableList<QuestionId> Next { get; init; } = [];

    /// <summary>How many were asked and not declined.</summary>
    public int Taken { get; init; }

    public Question? Find(QuestionId id) => All.GetValueOrDefault(id);

    /// <summary>This person's questions, in the order in which they were asked.</summary>
    public IEnumerable<Question> By(PersonId person) => Authors.GetValueOrDefault(person, []).Select(id => All[id]);

    /// <summary>How many of this person's questions no moderator has decided on.</summary>
    public int WaitingOf(PersonId person) => By(person).Count(question => question.IsUnread);

    /// <summary>A new question.</summary>
    public QuestionBoard Add(Question question) => this with
    {
        All = All.Add(question.Id, question),
        Authors = Authors.SetItem(question.By, Authors.GetValueOrDefault(question.By, []).Add(question.Id)),
        Taken = Taken + (question.TakesPlace ? 1 : 0),
    };

    /// <summary>Puts this version of a question in the place of the one before.</summary>
    public QuestionBoard With(Question question) => this with
    {
        All = All.SetItem(question.Id, question),
        Taken = Taken + (question.TakesPlace ? 1 : 0) - (All[question.Id].TakesPlace ? 1 : 0),
    };

    /// <summary>A question changed. One that is being answered, or is next, and steps on is so no longer.</summary>
    public QuestionBoard Change(QuestionId id, Func<Question, Question> change)
    {
        if (Find(id) is not { } before)
            return this;
        var after = change(before);
        return With(after) with
        {
            Answering = Answering == id && after.State != QuestionState.Answering ? null : Answering,
            Next = before.State == QuestionState.Next && after.State != QuestionState.Next ? Next.Remove(id) : Next,
        };
    }

    /// <summary>The answer that is being given, if any, ends.</summary>
    public QuestionBoard FinishAnswer(DateTimeOffset at)
    {
        if (Answering is not { } id)
            return this;
        var answered = All[id] with { State = QuestionState.Answered, AnsweredAt = at };
        return With(answered) with { Answering = null };
    }
}
