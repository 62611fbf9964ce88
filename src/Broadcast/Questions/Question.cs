using System.Collections.Immutable;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Questions;

/// <summary>A question and how far it came.</summary>
/// <param name="Id">Made by whoever asked.</param>
/// <param name="Order">The sequence number at which it was asked.</param>
/// <param name="Text">Plain text; "" as long as nobody has written down what came by telephone.</param>
/// <param name="By">Who asked.</param>
/// <param name="Author">The name to show, or null for "anonymous".</param>
/// <param name="Language">BCP 47, or null.</param>
/// <param name="AskedAt">When.</param>
internal sealed record Question(
    QuestionId Id, long Order, string Text, PersonId By, string? Author, string? Language, DateTimeOffset AskedAt)
{
    public QuestionState State { get; init; } = QuestionState.Asked;

    /// <summary>It was shown at once and no moderator has decided on it.</summary>
    public bool ShownUnread { get; init; }

    public DateTimeOffset? AnsweringAt { get; init; }

    public DateTimeOffset? AnsweredAt { get; init; }

    /// <summary>The answer in writing.</summary>
    public string? Answer { get; init; }

    /// <summary>Why it was declined.</summary>
    public DeclineReason? Why { get; init; }

    /// <summary>What its author was told when it was declined.</summary>
    public string? Reason { get; init; }

    /// <summary>Its author's words, when a moderator changed them.</summary>
    public string? Original { get; init; }

    /// <summary>Where its sound lies in the data folder, when it came by telephone.</summary>
    public string? Recording { get; init; }

    public ImmutableList<string> Labels { get; init; } = [];

    public bool Pinned { get; init; }

    /// <summary>Who voted for it.</summary>
    public ImmutableHashSet<PersonId> Upvoters { get; init; } = ImmutableHashSet<PersonId>.Empty;

    /// <summary>Who voted for, or asked, a question that was joined with it, and did not vote for this one as well.</summary>
    public ImmutableHashSet<PersonId> JoinedVoters { get; init; } = ImmutableHashSet<PersonId>.Empty;

    /// <summary>The questions that were joined with it. None of them bears others.</summary>
    public ImmutableList<QuestionId> Joined { get; init; } = [];

    /// <summary>The question that it was joined with.</summary>
    public QuestionId? MergedInto { get; init; }

    /// <summary>Where it stood before it was joined with another.</summary>
    public QuestionState BeforeMerge { get; init; }

    /// <summary>Distinct persons who want it answered.</summary>
    public int Votes => Upvoters.Count + JoinedVoters.Count;

    /// <summary>No moderator has decided on it.</summary>
    public bool IsUnread => State == QuestionState.Asked || (ShownUnread && State == QuestionState.Approved);

    /// <summary>It is one of those that a talk can take.</summary>
    public bool TakesPlace => State != QuestionState.Declined;

    /// <summary>Everybody may see it.</summary>
    public bool IsPublic => IsShown(State);

    /// <summary>It may still rise or fall.</summary>
    public bool TakesUpvotes =>
        State is QuestionState.Approved or QuestionState.Next or QuestionState.Answering or QuestionState.Deferred;

    public bool HasVoteOf(PersonId person) => Upvoters.Contains(person) || JoinedVoters.Contains(person);

    /// <summary>A question in this state is for everybody to see.</summary>
    public static bool IsShown(QuestionState state) =>
        state is not (QuestionState.Asked or QuestionState.Declined or QuestionState.Merged);
}
