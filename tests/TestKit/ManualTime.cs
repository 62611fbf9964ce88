namespace TalksPlatform.TestKit;

/// <summary>A clock that stands still until a test moves it. Timers, delays and periodic timers fire on the way, in order.</summary>
/// <param name="start">The first instant; a Thursday evening in Vientiane when it is not given.</param>
public sealed class ManualTime(DateTimeOffset? start = null) : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly List<ManualTimer> _timers = [];
    private DateTimeOffset _now = start ?? new DateTimeOffset(2026, 11, 26, 11, 0, 0, TimeSpan.Zero);

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>How many timers are armed: a test waits for this before it moves the clock past a delay.</summary>
    public int Armed
    {
        get
        {
            lock (_lock)
                return _timers.Count;
        }
    }

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
            return _now;
    }

    /// <inheritdoc/>
    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves the clock on; whatever falls due on the way fires at its own instant, before this returns.</summary>
    public void Advance(TimeSpan by) => AdvanceTo(GetUtcNow() + by);

    /// <summary>Moves the clock to an instant that is not past.</summary>
    public void AdvanceTo(DateTimeOffset instant)
    {
        while (NextDue(instant) is { } timer)
            timer.Fire();
    }

    private ManualTimer? NextDue(DateTimeOffset until)
    {
        lock (_lock)
        {
            var next = _timers.Where(timer => timer.DueAt <= until).MinBy(timer => timer.DueAt);
            _now = Later(_now, next?.DueAt ?? until);
            next?.Rearm();
            return next;
        }
    }

    private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;

    /// <summary>A timer of this clock. Its state is guarded by the clock's lock; its callback runs outside of it.</summary>
    private sealed class ManualTimer(ManualTime time, Action callback) : ITimer
    {
        private TimeSpan _period;

        public DateTimeOffset DueAt { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            bool atOnce;
            lock (time._lock)
            {
                time._timers.Remove(this);
                _period = period;
                atOnce = dueTime == TimeSpan.Zero && period == Timeout.InfiniteTimeSpan;
                if (!atOnce && dueTime != Timeout.InfiniteTimeSpan)
                    Arm(dueTime);
            }
            if (atOnce)
                ThreadPool.QueueUserWorkItem(_ => callback());
            return true;
        }

        public void Rearm()
        {
            time._timers.Remove(this);
            if (_period > TimeSpan.Zero)
                Arm(_period);
        }

        public void Fire() => callback();

        public void Dispose()
        {
            lock (time._lock)
            {
                time._timers.Remove(this);
                _period = Timeout.InfiniteTimeSpan;
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        private void Arm(TimeSpan after)
        {
            DueAt = time._now + after;
            time._timers.Add(this);
        }
    }
}
