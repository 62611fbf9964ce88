using System.Threading.Channels;

namespace TalksPlatform.Rtc.Sip;

/// <summary>
/// The one place where signalling happens: messages, timers and people's wishes run here one after the other, so that
/// transactions, dialogs and calls need no locks. Nothing on it waits.
/// </summary>
internal sealed class SipLoop(TimeProvider time, Action<string, Exception?> troubled) : IAsyncDisposable
{
    private const int Capacity = 8_192; // a flood is dropped here; honest peers send again
    private readonly Channel<Action> _work = Channel.CreateBounded<Action>(
        new BoundedChannelOptions(Capacity) { SingleReader = true });

    private Task _running = Task.CompletedTask;

    public TimeProvider Time => time;

    public void Start() => _running = Task.Run(RunAsync);

    /// <summary>Takes work that may be lost when we are flooded: what came from the network.</summary>
    public bool TryPost(Action work) => _work.Writer.TryWrite(work);

    /// <summary>Does something on the loop and gives its result; it cannot be cancelled half-way.</summary>
    public async Task<T> AskAsync<T>(Func<T> work)
    {
        var answer = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        await _work.Writer.WriteAsync(() => Complete(answer, work));
        return await answer.Task;
    }

    /// <summary>Does something on the loop later, unless the timer is disposed of before.</summary>
    public ITimer After(TimeSpan delay, Action work) => time.CreateTimer(
        _ => PostTimer(work), null, delay, Timeout.InfiniteTimeSpan);

    /// <summary>Does something on the loop again and again.</summary>
    public ITimer Every(TimeSpan interval, Action work) => time.CreateTimer(_ => TryPost(work), null, interval, interval);

    public async ValueTask DisposeAsync()
    {
        _work.Writer.TryComplete();
        await _running;
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

    private void PostTimer(Action work)
    {
        // A timer is never lost: a call would hang for ever. When the loop is flooded, it tries again.
        if (!TryPost(work) && !_work.Reader.Completion.IsCompleted)
            _ = After(TimeSpan.FromMilliseconds(100), work);
    }

    private async Task RunAsync()
    {
        await foreach (var work in _work.Reader.ReadAllAsync())
        {
            try
            {
                work();
            }
            catch (Exception failure)
            {
                troubled("A telephone message could not be handled", failure);
            }
        }
    }
}
