namespace TalksPlatform.Rtc.WebRtc;

/// <summary>The states of one connection and those who wait for them. Thread-safe.</summary>
internal sealed class PeerLifecycle
{
    private readonly Lock _gate = new();
    private readonly TaskCompletionSource _connected = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<CloseReason> _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _notified = Task.CompletedTask;

    /// <summary>Raised in order, one at a time, never on the thread that carries packets.</summary>
    public event Action<PeerState>? Changed;

    public PeerState State { get; private set; }

    public CloseReason CloseReason { get; private set; }

    public Task Connected => _connected.Task;

    public Task<CloseReason> Closed => _closed.Task;

    public bool IsClosed => State == PeerState.Closed;

    /// <summary>Moves on; false when that state, or a later one, was reached already.</summary>
    public bool TryAdvance(PeerState state, CloseReason reason = CloseReason.None)
    {
        lock (_gate)
        {
            if (state <= State)
                return false;

            State = state;
            CloseReason = reason;
            _notified = _notified.ContinueWith(
                _ => Changed?.Invoke(state), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }

        if (state == PeerState.Connected)
            _connected.TrySetResult();
        if (state == PeerState.Closed)
        {
            if (_connected.TrySetException(new PeerClosedException(reason)))
                _ = _connected.Task.Exception; // whoever did not wait for it need not hear of it
            _closed.TrySetResult(reason);
        }

        return true;
    }
}
