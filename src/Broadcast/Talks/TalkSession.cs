using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Data.Common;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Npgsql;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation.Faults;

namespace TalksPlatform.Broadcast.Talks;

/// <summary>Hears of every step of a talk after it was committed. Called on the commit loop: be quick, never wait.</summary>
internal delegate void TalkObserver(TalkState state, IReadOnlyList<LogEntry> entries);

/// <summary>
/// One talk in this process's memory, and the loop that commits its commands in groups. Thread-safe. Why it is built
/// like this is in Talks/README.md.
/// </summary>
internal sealed class TalkSession : IAsyncDisposable
{
    /// <summary>Commands in one transaction at the most.</summary>
    internal const int BatchSize = 500;

    /// <summary>Commands that may wait; more are refused as busy rather than kept for minutes.</summary>
    internal const int QueueSize = 4 * BatchSize;

    /// <summary>A broken connection is often the pool's memory of a restart that is over: try a fresh one before refusing.</summary>
    private const int Attempts = 2;

    /// <summary>How long whoever gave a command that took effect waits for the log, and how soon that is tried again.</summary>
    private static readonly TimeSpan SavingPatience = TimeSpan.FromSeconds(1);

    private readonly TalkLog _log;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Channel<WaitingCommand?> _waiting = Channel.CreateBounded<WaitingCommand?>(
        new BoundedChannelOptions(QueueSize) { SingleReader = true });
    private readonly ConcurrentDictionary<CommandId, Stamp> _answered = []; // every command in the log as far as it was read; the loop's to write
    private readonly CancellationTokenSource _closing = new();
    private readonly Task _running;
    private readonly ITimer _retry;
    private readonly TalkFront _front;
    private ImmutableArray<TalkObserver> _observers = [];
    private bool _othersWrite; // another node wrote since: ask before deciding; the loop's alone

    private TalkSession(TalkState state, IReadOnlyList<LogEntry> entries, TalkLog log, TimeProvider time, ILogger logger)
    {
        (_log, _time, _logger) = (log, time, logger);
        _front = new TalkFront(state, _answered.ContainsKey, logger);
        Remember(entries);
        _retry = time.CreateTimer(_ => Wake(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _running = Task.Run(RunAsync);
    }

    public TalkId Id => State.Id;

    /// <summary>The latest committed state that this process knows.</summary>
    public TalkState State => Standing.State;

    /// <summary>That, and what took effect ahead of it.</summary>
    public TalkStanding Standing => _front.Standing;

    /// <summary>Reads the talk's log and takes commands from then on. A talk without a row has no commands to take.</summary>
    public static async Task<TalkSession> LoadAsync(
        TalkId id, TalkLog log, TimeProvider time, ILogger logger, CancellationToken ct)
    {
        var entries = await log.ReadAsync(id, after: 0, ct);
        return new TalkSession(new TalkState(id).Apply(entries), entries, log, time, logger);
    }

    /// <summary>
    /// Gives a command; the answer comes when its event is committed. One that takes effect at once has done so when this
    /// returns, if the talk is mixed here, and its answer says so when the log keeps it waiting.
    /// </summary>
    /// <exception cref="FaultException">It was refused, or could not be saved (then try again, with the same id).</exception>
    public Task<Accepted> AskAsync(TalkCommand command, Actor actor, CommandId id, CancellationToken ct = default)
    {
        var waiting = new WaitingCommand(command, actor, id);
        if (command.TakesEffectAtOnce && _front.TryTake(waiting, Now()) is { } ahead)
        {
            Wake();
            return _front.AnswerAsync(ahead, SavingPatience, _time, ct);
        }
        if (!_waiting.Writer.TryWrite(waiting))
            waiting.Refuse(_closing.IsCancellationRequested ? TalkFaults.Unavailable : TalkFaults.Busy);
        return waiting.Answer.WaitAsync(ct);
    }

    /// <summary>Another node may have written: reads what is new. A queue that is full will read it anyway.</summary>
    public void Wake() => _waiting.Writer.TryWrite(null);

    /// <summary>
    /// Hears of every commit from now on, other nodes' too. Read <see cref="State"/> after subscribing: a step may be seen
    /// twice, by its sequence number, but none is missed.
    /// </summary>
    public IDisposable Subscribe(TalkObserver observer)
    {
        ImmutableInterlocked.Update(ref _observers, (all, one) => all.Add(one), observer);
        return new Subscription(() => ImmutableInterlocked.Update(ref _observers, (all, one) => all.Remove(one), observer));
    }

    /// <summary>Mixes this talk from now on: is told of every change of <see cref="Standing"/>, and follows it at once.</summary>
    public IDisposable Lead(Action changed) => _front.Lead(changed);

    public async ValueTask DisposeAsync()
    {
        await _retry.DisposeAsync();
        await _closing.CancelAsync();
        _waiting.Writer.TryComplete();
        await _running;
        _closing.Dispose();
    }

    private async Task RunAsync()
    {
        var batch = new List<WaitingCommand>(BatchSize);
        try
        {
            while (await _waiting.Reader.WaitToReadAsync(_closing.Token))
            {
                // No lingering: while one batch is committed the next one gathers by itself.
                while (batch.Count < BatchSize && _waiting.Reader.TryRead(out var waiting))
                {
                    if (waiting is not null)
                        batch.Add(waiting);
                }
                batch.InsertRange(0, Standing.Ahead); // read after the queue: whoever is ahead has woken us afterwards
                await CommitAsync(batch);
                batch.Clear();
                if (!Standing.Ahead.IsEmpty)
                    _retry.Change(SavingPatience, Timeout.InfiniteTimeSpan);
            }
        }
        catch (OperationCanceledException) when (_closing.IsCancellationRequested)
        {
            // closing: whoever still waits is told below
        }
        finally
        {
            _waiting.Writer.TryComplete();
            batch.AddRange(Standing.Ahead);
            batch.ForEach(waiting => waiting.Refuse(TalkFaults.Unavailable));
            while (_waiting.Reader.TryRead(out var waiting))
                waiting?.Refuse(TalkFaults.Unavailable);
        }
    }

    private async Task CommitAsync(List<WaitingCommand> batch)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await TryCommitAsync(batch);
                return;
            }
            catch (PostgresException rejected) when (!rejected.IsTransient && IsDataFault(rejected))
            {
                await CommitSinglyAsync(batch, rejected);
                return;
            }
            catch (Exception passing) when (passing is DbException or IOException or TimeoutException)
            {
                if (attempt < Attempts)
                    continue;
                if (batch.Exists(waiting => !waiting.Answer.IsCompleted)) // else it was said before
                    _logger.LogWarning(passing, "Talk {Talk}: {Count} commands could not be saved; their senders will try again", Id, batch.Count);
                _front.PutOff(batch, passing);
                return;
            }
            catch (Exception defect) when (defect is not OperationCanceledException || !_closing.IsCancellationRequested)
            {
                _logger.LogError(defect, "Talk {Talk}: a batch of {Count} commands failed", Id, batch.Count);
                Fail(batch, defect);
                return;
            }
        }
    }

    /// <summary>
    /// Repeating it is safe at any point, a commit of unknown outcome included: what was committed is found by its
    /// command's id.
    /// </summary>
    private async Task TryCommitAsync(List<WaitingCommand> batch)
    {
        var ct = _closing.Token;
        if (batch.Count == 0)
        {
            Advance(await _log.ReadAsync(Id, State.Seq, ct));
            return;
        }

        if (!_othersWrite && await TryCommitAloneAsync(batch, ct))
            return;
        await CommitLockedAsync(batch, ct);
    }

    /// <summary>
    /// One round trip: decides on what is known, and writes if that is still all there is. A batch that writes nothing, or
    /// tells other modules something, goes the long way: refusals too must be told of the log as it stands.
    /// </summary>
    private async Task<bool> TryCommitAloneAsync(List<WaitingCommand> batch, CancellationToken ct)
    {
        var decided = Decide(batch);
        if (decided.Entries.Count == 0 || decided.Facts.Count > 0)
            return false;
        if (!await _log.TryAppendAsync(State.Seq, decided.State, decided.Entries, ct))
            return false;
        Publish(decided.State, decided.Entries, batch);
        decided.AnswerAll();
        return true;
    }

    /// <summary>Holds the talk's row, reads what others wrote, decides on that, and writes.</summary>
    private async Task CommitLockedAsync(List<WaitingCommand> batch, CancellationToken ct)
    {
        await using var append = await _log.LockAsync(Id, State.Seq, ct);
        _othersWrite = append.Newer.Count > 0;
        if (append.End < State.Seq)
            await ReloadAsync(append.End, ct);
        else
            Advance(append.Newer);

        var decided = Decide(batch);
        if (decided.Entries.Count > 0)
        {
            await append.AppendAsync(decided.State, decided.Entries, decided.Facts, ct);
            await append.CommitAsync(ct);
            Publish(decided.State, decided.Entries, batch);
        }
        else
        {
            _front.Advance(State, batch);
        }
        decided.AnswerAll();
    }

    private TalkBatch Decide(List<WaitingCommand> batch)
    {
        var decided = new TalkBatch(State, _answered, Now());
        foreach (var waiting in batch)
            decided.Decide(waiting);
        return decided;
    }

    /// <summary>PostgreSQL rejected something that one of them would have written: find it, and save the others.</summary>
    private async Task CommitSinglyAsync(List<WaitingCommand> batch, PostgresException rejected)
    {
        if (batch.Count <= 1)
        {
            _logger.LogError(rejected, "Talk {Talk}: PostgreSQL rejected a command", Id);
            Fail(batch, rejected);
            return;
        }
        foreach (var waiting in batch)
            await CommitAsync([waiting]);
    }

    private void Advance(IReadOnlyList<LogEntry> entries)
    {
        if (entries.Count > 0)
            Publish(State.Apply(entries), entries);
    }

    /// <summary>A backup or a lagging replica was put in the log's place. The log is the truth, also when it is shorter.</summary>
    private async Task ReloadAsync(long end, CancellationToken ct)
    {
        _logger.LogError("Talk {Talk}: the log ends at {End}, but {Seq} was committed: the database was set back", Id, end, State.Seq);
        var entries = await _log.ReadAsync(Id, after: 0, ct);
        _answered.Clear();
        Remember(entries);
        Publish(new TalkState(Id).Apply(entries), []);
    }

    private void Remember(IReadOnlyList<LogEntry> entries)
    {
        foreach (var entry in entries)
            _answered[entry.Stamp.Command] = entry.Stamp;
    }

    /// <summary>As timestamptz keeps it, so that memory and log agree to the last digit.</summary>
    private DateTimeOffset Now()
    {
        var now = _time.GetUtcNow();
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
    }

    private void Publish(TalkState state, IReadOnlyList<LogEntry> entries, List<WaitingCommand>? decided = null)
    {
        Remember(entries);
        _front.Advance(state, decided ?? []);
        foreach (var observer in _observers)
        {
            try
            {
                observer(state, entries);
            }
            catch (Exception defect) // an observer's defect must not stop the talk
            {
                _logger.LogError(defect, "Talk {Talk}: an observer failed at event {Seq}", Id, state.Seq);
            }
        }
    }

    private void Fail(List<WaitingCommand> batch, Exception defect)
    {
        batch.ForEach(waiting => waiting.Fail(defect));
        _front.Advance(State, batch);
    }

    /// <summary>Classes 22 and 23: the data itself, or a constraint that it breaks.</summary>
    private static bool IsDataFault(PostgresException rejected) =>
        rejected.SqlState.StartsWith("22", StringComparison.Ordinal) || rejected.SqlState.StartsWith("23", StringComparison.Ordinal);
}
