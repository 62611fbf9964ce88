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
        ? With(All[id] with { State = PollState.Closed, ClosedAt = at, EndsAt = null }) with { Open = null }
        : this;
}
