using System.Collections.Immutable;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Questions;

/// <summary>All that was asked in a talk.</summary>
internal sealed record QuestionBoard(
    ImmutableDictionary<QuestionId, Question> All,
    ImmutableDictionary<PersonId, int> WaitingBy,
    QuestionId? Answering,
    bool AskingPaused)
{
    public static readonly QuestionBoard Empty = new(
        ImmutableDictionary<QuestionId, Question>.Empty, ImmutableDictionary<PersonId, int>.Empty, null, false);

    public Question? Find(QuestionId id) => All.GetValueOrDefault(id);

    /// <summary>How many of this person's questions wait for the host.</summary>
    public int WaitingOf(PersonId person) => WaitingBy.GetValueOrDefault(person);

    /// <summary>Adds the question, or puts this version of it in the place of the one before.</summary>
    public QuestionBoard With(Question question) => this with
    {
        All = All.SetItem(question.Id, question),
        WaitingBy = CountWaiting(question),
    };

    /// <summary>The answer that is being given, if any, ends.</summary>
    public QuestionBoard FinishAnswer(DateTimeOffset at)
    {
        if (Answering is not { } id)
            return this;
        var answered = All[id] with { State = QuestionState.Answered, AnsweredAt = at };
        return With(answered) with { Answering = null };
    }

    private ImmutableDictionary<PersonId, int> CountWaiting(Question now)
    {
        var waited = Find(now.Id)?.State == QuestionState.Asked;
        var waits = now.State == QuestionState.Asked;
        return waits == waited ? WaitingBy : WaitingBy.SetItem(now.By, WaitingOf(now.By) + (waits ? 1 : -1));
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
