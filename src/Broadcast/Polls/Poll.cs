using System.Collections.Immutable;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Polls;

/// <summary>A poll and its ballots.</summary>
/// <param name="Id">Made by whoever created it.</param>
/// <param name="Order">The sequence number at which it was created.</param>
/// <param name="Paper">What is asked.</param>
internal sealed record Poll(PollId Id, long Order, BallotPaper Paper)
{
    public PollState State { get; init; } = PollState.Draft;

    /// <summary>The part of the rundown to which it belongs, or null; it may have been taken out of the rundown since.</summary>
    public CueId? Cue { get; init; }

    public DateTimeOffset? OpenedAt { get; init; }

    /// <summary>When it closes by itself; null without a time limit, or when it is not open.</summary>
    public DateTimeOffset? EndsAt { get; init; }

    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>Each voter's choice; empty where people write.</summary>
    public ImmutableDictionary<PersonId, Ballot> Ballots { get; init; } = ImmutableDictionary<PersonId, Ballot>.Empty;

    /// <summary>What people wrote; empty where they choose.</summary>
    public AnswerBook Answers { get; init; } = AnswerBook.Empty;

    /// <summary>Ballots an option; in a ranking its points.</summary>
    public ImmutableArray<int> Tally { get; init; } = [.. new int[Paper.Options.Length]];

    public PollRules Rules => Paper.Rules;

    public ImmutableArray<string> Options => Paper.Options;

    /// <summary>People who voted.</summary>
    public int Voters => Ballots.Count + Answers.ByVoter.Count;

    /// <summary>The result is for everybody.</summary>
    public bool IsShown => State == PollState.Revealed || (State == PollState.Closed && !Rules.Hidden);

    public bool HasVoted(PersonId person) => Ballots.ContainsKey(person) || Answers.ByVoter.ContainsKey(person);

    /// <summary>This voter's ballot, in the place of one that she cast before.</summary>
    public Poll Count(PersonId voter, Ballot ballot)
    {
        var tally = Ballots.TryGetValue(voter, out var before) ? Weigh(Tally, before, -1) : Tally;
        return this with { Ballots = Ballots.SetItem(voter, ballot), Tally = Weigh(tally, ballot, 1) };
    }

    /// <summary>
    /// A ranking is scored by the Borda count: of n options the first on a ballot gets n points, the next one fewer, and so
    /// on; what a voter left out gets none from her. Everywhere else a ballot is worth one in each option that it names.
    /// </summary>
    private ImmutableArray<int> Weigh(ImmutableArray<int> tally, Ballot ballot, int sign)
    {
        var points = Options.Length;
        var counted = tally.ToBuilder();
        foreach (var option in ballot)
            counted[option] += sign * (Rules.Kind == PollKind.Ranking ? points-- : 1);
        return counted.MoveToImmutable();
    }
}
