using System.Collections.Immutable;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Polls;

/// <summary>All polls of a talk; at most one is open.</summary>
internal sealed record PollBook(ImmutableDictionary<PollId, Poll> All, PollId? Open)
{
    public static readonly PollBook Empty = new(ImmutableDictionary<PollId, Poll>.Empty, null);

    public Poll? Find(PollId id) => All.GetValueOrDefault(id);

    /// <summary>Adds the poll, or puts this version of it in the place of the one before.</summary>
    public PollBook With(Poll poll) => this with { All = All.SetItem(poll.Id, poll) };

    /// <summary>The poll that is open, if any, takes no more ballots.</summary>
    public PollBook CloseOpen(DateTimeOffset at) => Open is { } id
        ? With(All[id] with { State = PollState.Closed, ClosedAt = at }) with { Open = null }
        : this;
}

/// <summary>A poll and its ballots.</summary>
/// <param name="Id">Made by whoever created it.</param>
/// <param name="Order">The sequence number at which it was created.</param>
/// <param name="Text">The question.</param>
/// <param name="Options">What can be chosen.</param>
internal sealed record Poll(PollId Id, long Order, string Text, ImmutableArray<string> Options)
{
    public PollState State { get; init; } = PollState.Draft;

    public DateTimeOffset? OpenedAt { get; init; }

    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>Each voter's choice, by its place among the options.</summary>
    public ImmutableDictionary<PersonId, int> Ballots { get; init; } = ImmutableDictionary<PersonId, int>.Empty;

    /// <summary>Ballots an option.</summary>
    public ImmutableArray<int> Tally { get; init; } = [.. new int[Options.Length]];

    public Poll Count(PersonId voter, int option) => this with
    {
        Ballots = Ballots.Add(voter, option),
        Tally = Tally.SetItem(option, Tally[option] + 1),
    };
}
