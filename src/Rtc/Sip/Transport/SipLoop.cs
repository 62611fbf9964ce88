using System.Threading.Channels;

namespace TalksPlatform.Rtc.Sip;

/// <summary>
/// The one place where signalling happens: messages, timers and people's wishes run here one after the other, so that
/// transactions, dialogs and calls need no locks. Nothing on it waits.
/// </summary>
internal sealed class SipLoop : IAsyncDisposable
{
    private const int Capacity = 8_192; // a flood is dropped here; honest peers send again
    private static readonly TimeSpan FloodedPause = TimeSpan.FromMilliseconds(100);

    private readonly Channel<Action> _work = Channel.CreateBounded<Action>(
        new BoundedChannelOptions(Capacity) { SingleReader = true });

    private readonly Action<string, Exception?> _troubled;
    private readonly PriorityQueue<SipTimer, long> _timers = new();
    private readonly ITimer _alarm;
    private long _alarmAt = long.MaxValue;
    private Task _running = Task.CompletedTask;

    public SipLoop(TimeProvider time, Action<string, Exception?> troubled)
    {
        Time = time;
        _troubled = troubled;
        _alarm = time.CreateTimer(_ => RingAlarm(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public TimeProvider Time { get; }

    public void Start() => _running = Task.Run(RunAsync);

    /// <summary>Takes work that may be lost when we are flooded: datagrams, which are sent again.</summary>
    public bool TryPost(Action work) => _work.Writer.TryWrite(work);

    /// <summary>Takes work as soon as there is room: what is not sent again. Lost only when we are going down.</summary>
    public async ValueTask PostAsync(Action work)
    {
        try
        {
            await _work.Writer.WriteAsync(work);
        }
        catch (ChannelClosedException)
        {
            // We are going down.
        }
    }

    /// <summary>Does something on the loop and gives its result; it cannot be cancelled half-way.</summary>
    /// <exception cref="ObjectDisposedException">The loop has ended.</exception>
    public async Task<T> AskAsync<T>(Func<T> work)
    {
        var answer = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            await _work.Writer.WriteAsync(() => Complete(answer, work));
        }
        catch (ChannelClosedException closed)
        {
            throw new ObjectDisposedException("The telephone is disconnected.", closed);
        }

        return await answer.Task;
    }

    /// <summary>Does something later, unless the timer is disposed of before. On the loop only.</summary>
    public SipTimer After(TimeSpan delay, Action work)
    {
        var timer = new SipTimer(work);
        var due = Time.GetTimestamp() + (long)(delay.TotalSeconds * Time.TimestampFrequency);
        _timers.Enqueue(timer, due);
        if (due < _alarmAt)
            SetAlarm(due);
        return timer;
    }

    /// <summary>Does something again and again until we go down. On the loop only.</summary>
    public void Every(TimeSpan interval, Action work) => After(interval, () =>
    {
        Every(interval, work);
        work();
    });

    public async ValueTask DisposeAsync()
    {
        _work.Writer.TryComplete();
        await _running;
        await _alarm.DisposeAsync();
    }

    private static void Complete<T>(TaskCompletionSource<T> answer, Func<T> work)
    {
        try
        {
            answer.TrySetResult(work());
        }
        catch (Exception failure)
        {
            answer.TrySetException(failure);
        }
    }

    private void SetAlarm(long due)
    {
        _alarmAt = due;
        var left = Time.GetElapsedTime(Time.GetTimestamp(), due);
        _alarm.Change(left > TimeSpan.FromMilliseconds(1) ? left : TimeSpan.FromMilliseconds(1), Timeout.InfiniteTimeSpan);
        if (Time.GetTimestamp() >= due)
            RingAlarm(); // the clock went on while we were setting it
    }

    private void RingAlarm()
    {
        if (!TryPost(RunTimers) && !_work.Reader.Completion.IsCompleted)
            _alarm.Change(FloodedPause, Timeout.InfiniteTimeSpan); // a timer is never lost: a call would hang for ever
    }

    private void RunTimers()
    {
        while (_timers.TryPeek(out var timer, out var due) && due <= Time.GetTimestamp())
        {
            _timers.Dequeue();
            Run(timer.Fire);
        }

        _alarmAt = long.MaxValue;
        if (_timers.TryPeek(out _, out var next))
            SetAlarm(next);
    }

    private async Task RunAsync()
    {
        await foreach (var work in _work.Reader.ReadAllAsync())
            Run(work);
    }

    private void Run(Action work)
    {
        try
        {
            work();
        }
        catch (Exception failure)
        {
            _troubled("A telephone message could not be handled", failure);
        }
    }
}
