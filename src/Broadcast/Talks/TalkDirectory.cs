using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Data.Common;
using Microsoft.Extensions.Logging;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation.Faults;

namespace TalksPlatform.Broadcast.Talks;

/// <summary>
/// All talks that this process has in its memory: the open ones always, the others while somebody looks at them.
/// Thread-safe.
/// </summary>
internal sealed class TalkDirectory(TalkLog log, TimeProvider time, ILogger<TalkDirectory> logger) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<TalkId, Seat> _seats = new();
    private readonly Lock _following = new();
    private readonly HashSet<TalkSession> _found = [];
    private ImmutableList<Action<TalkSession>> _followers = [];
    private ImmutableList<Action<TalkSession>> _parting = [];
    private ImmutableList<Func<TalkSession, bool>> _keeping = [];

    /// <summary>The talks that are open as this process knows it.</summary>
    public IReadOnlyCollection<TalkSession> OpenTalks
    {
        get
        {
            lock (_following)
                return [.. _found.Where(talk => talk.State.IsOpen)];
        }
    }

    /// <summary>
    /// Calls back with every open talk: those that are open now, before it returns, and each later one when it is found.
    /// Once a talk and process; be quick.
    /// </summary>
    public IDisposable Follow(Action<TalkSession> found)
    {
        lock (_following)
        {
            foreach (var talk in OpenTalks)
                found(talk);
            _followers = _followers.Add(found);
        }
        return new Subscription(() =>
        {
            lock (_following)
                _followers = _followers.Remove(found);
        });
    }

    /// <summary>Calls back with every talk that is dropped from memory.</summary>
    public void OnDropped(Action<TalkSession> dropped) => ImmutableInterlocked.Update(ref _parting, (all, one) => all.Add(one), dropped);

    /// <summary>Keeps a talk in memory as long as this says so.</summary>
    public void KeepWhile(Func<TalkSession, bool> used) => ImmutableInterlocked.Update(ref _keeping, (all, one) => all.Add(one), used);

    /// <summary>The talk.</summary>
    /// <exception cref="FaultException">The calendar never told of it (talk.unknown), or the log cannot be read now (talk.unavailable).</exception>
    public Task<TalkSession> FindAsync(TalkId id, CancellationToken ct) =>
        AtHand(id) is { } seat ? seat.Session : FindInLogAsync(id, ct);

    /// <summary>The talk, or null when the calendar never told of it.</summary>
    /// <exception cref="FaultException">The log cannot be read now: talk.unavailable.</exception>
    public async Task<TalkSession?> TryFindAsync(TalkId id, CancellationToken ct)
    {
        if (!_seats.ContainsKey(id) && !await ExistsAsync(id, ct))
            return null; // strangers may ask for anything: what is not there takes no memory
        var session = await LoadAsync(id, ct);
        return session.State.IsKnown ? session : null;
    }

    /// <summary>Opens the talk of an episode, or brings an open one up to date. Twice is as good as once, on any node.</summary>
    public async Task<TalkSession> OpenAsync(EpisodeCard episode, CancellationToken ct)
    {
        var session = await GiveAsync(episode.Id, new OpenTalk(TalkCard.Of(episode)), ct);
        Announce(session);
        return session;
    }

    /// <summary>Begins the talk of an episode that stands on the calendar, or brings a known one up to date.</summary>
    public Task<TalkSession> AnnounceAsync(EpisodeCard episode, CancellationToken ct) =>
        GiveAsync(episode.Id, new AnnounceTalk(TalkCard.Of(episode)), ct);

    /// <summary>Begins the talk of an episode that the calendar never told of; does nothing when it is known.</summary>
    public async Task AnnounceAnewAsync(EpisodeCard episode, CancellationToken ct)
    {
        if (!await log.HasLinesAsync(episode.TalkId, ct))
            await GiveAsync(episode.Id, new AnnounceTalk(TalkCard.Of(episode), Anew: true), ct);
    }

    /// <summary>Closes the talk of an episode that will not take place, unless it is on air.</summary>
    public async Task CallOffAsync(EpisodeId episode, CancellationToken ct)
    {
        if (await TryFindAsync(TalkId.Of(episode), ct) is { } talk)
            await talk.AskAsync(new CallOffTalk(), Actor.Platform, CommandId.New(), ct);
    }

    /// <summary>Finds the talks that are open in the log, and what other nodes wrote to them and to those that are in memory.</summary>
    public async Task ResumeAsync(CancellationToken ct)
    {
        foreach (var end in await log.EndsAsync([.. _seats.Keys], ct))
            await WakeAsync(end, ct);
    }

    /// <summary>A talk's log reaches at least this far.</summary>
    public async Task WakeAsync(LogEnd end, CancellationToken ct)
    {
        try
        {
            var session = await LoadAsync(end.Talk, ct, isUse: false);
            if (session.State.Seq < end.Seq)
                session.Wake();
        }
        catch (Exception unreadable) when (unreadable is not (OperationCanceledException or FaultException)) // one talk's log must not keep the others waiting
        {
            logger.LogError(unreadable, "The log of talk {Talk} cannot be read", end.Talk);
        }
    }

    /// <summary>Forgets talks that are not open and that nobody asked for since.</summary>
    public async Task DropUnusedAsync(TimeSpan unusedFor)
    {
        var latest = time.GetUtcNow() - unusedFor;
        foreach (var (id, seat) in _seats)
        {
            if (seat.LastUsed >= latest || !seat.Session.IsCompletedSuccessfully)
                continue;
            var session = await seat.Session;
            if (!session.State.IsOpen && !_keeping.Exists(used => used(session)))
                await DropAsync(id);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var id in _seats.Keys)
            await DropAsync(id);
    }

    private async Task<TalkSession> GiveAsync(EpisodeId episode, TalkCommand command, CancellationToken ct)
    {
        var id = TalkId.Of(episode);
        await log.EnsureAsync(id, ct);
        var session = await LoadAsync(id, ct);
        await session.AskAsync(command, Actor.Platform, CommandId.New(), ct);
        return session;
    }

    /// <summary>A talk that everybody who must know of it was told of: every vote comes this way.</summary>
    private Seat? AtHand(TalkId id)
    {
        if (!_seats.TryGetValue(id, out var seat) || !seat.IsTold)
            return null;
        seat.LastUsed = time.GetUtcNow();
        return seat;
    }

    private async Task<TalkSession> FindInLogAsync(TalkId id, CancellationToken ct) =>
        await TryFindAsync(id, ct) ?? throw TalkFaults.Unknown.AsException();

    private async Task<bool> ExistsAsync(TalkId id, CancellationToken ct)
    {
        try
        {
            return await log.ExistsAsync(id, ct);
        }
        catch (DbException unreachable)
        {
            throw TalkFaults.Unavailable.AsException(unreachable);
        }
    }

    private async Task<TalkSession> LoadAsync(TalkId id, CancellationToken ct, bool isUse = true)
    {
        // The load is shared, so it is not one caller's to cancel.
        var now = time.GetUtcNow();
        var seat = _seats.GetOrAdd(id, key => new Seat(() => TalkSession.LoadAsync(key, log, time, logger, CancellationToken.None)) { LastUsed = now });
        if (isUse)
            seat.LastUsed = now;
        try
        {
            var session = await seat.Session.WaitAsync(ct);
            if (session.State.IsOpen)
            {
                Announce(session);
                seat.IsTold = true;
            }
            return session;
        }
        catch (DbException unreachable)
        {
            _seats.TryRemove(new(id, seat));
            throw TalkFaults.Unavailable.AsException(unreachable);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            _seats.TryRemove(new(id, seat));
            throw;
        }
    }

    private void Announce(TalkSession session)
    {
        lock (_following)
        {
            if (!_found.Add(session))
                return;
            foreach (var follower in _followers)
                follower(session);
        }
    }

    private async Task DropAsync(TalkId id)
    {
        if (!_seats.TryRemove(id, out var seat) || !seat.Session.IsCompletedSuccessfully)
            return;

        var session = await seat.Session;
        lock (_following)
            _found.Remove(session);
        foreach (var dropped in _parting)
            dropped(session);
        await session.DisposeAsync();
    }

    /// <summary>A talk's place in memory, from the moment that somebody asks for it.</summary>
    private sealed class Seat(Func<Task<TalkSession>> load)
    {
        private readonly Lazy<Task<TalkSession>> _session = new(load);

        public Task<TalkSession> Session => _session.Value;

        /// <summary>It was loaded and open, and whoever follows open talks was told of it.</summary>
        public bool IsTold { get; set; }

        public DateTimeOffset LastUsed { get; set; }
    }
}
