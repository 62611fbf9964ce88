using TalksPlatform.Broadcast.Hubs.Sockets;

namespace TalksPlatform.Broadcast.Hubs.Fanout;

/// <summary>
/// The WebSockets of one group, told in rounds. A round takes all that waits, as one piece, to everybody; there is one at a
/// time, so messages keep their order, and many cost no more than few. Thread-safe.
/// </summary>
internal sealed class FanoutGroup : IDisposable
{
    private const int MostWaiting = 256;

    // What is told in one breath travels together.
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(2);
    private static readonly TimeSpan RetryPause = TimeSpan.FromMilliseconds(100);

    private readonly Lock _gate = new();
    private readonly Dictionary<HubSocket, FanoutMember> _members = [];
    private readonly Queue<byte[]> _waiting = new();
    private readonly Dictionary<string, byte[]> _newest = new(StringComparer.Ordinal);
    private readonly TaskScheduler _threads;
    private readonly TimeProvider _time;
    private readonly ITimer _retry;
    private FanoutMember[]? _all;
    private FanoutMember[] _behind = [];
    private bool _running;

    /// <param name="threads">Where rounds run.</param>
    /// <param name="time">Measures breaths and steps.</param>
    public FanoutGroup(TaskScheduler threads, TimeProvider time)
    {
        (_threads, _time) = (threads, time);
        _retry = time.CreateTimer(_ => Begin(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public bool IsEmpty
    {
        get
        {
            lock (_gate)
                return _members.Count == 0;
        }
    }

    public void Add(HubSocket socket)
    {
        lock (_gate)
        {
            _members.Add(socket, new FanoutMember(socket));
            _all = null;
        }
    }

    public void Remove(HubSocket socket)
    {
        lock (_gate)
        {
            if (!_members.Remove(socket, out var member))
                return;
            member.Leave();
            _all = null;
        }
    }

    /// <summary>Tells all members, soon and in order. When far too much waits, the oldest is left out: members see the gap.</summary>
    /// <param name="kind">The message's name: the newest of each is kept for those who miss some, unless it is of its moment.</param>
    /// <param name="frame">The message as a frame.</param>
    public void Tell(string kind, byte[] frame)
    {
        lock (_gate)
        {
            if (!TalkGroups.IsPassing(kind))
                _newest[kind] = frame;
            _waiting.Enqueue(frame);
            if (_waiting.Count > MostWaiting)
                _waiting.Dequeue();
        }
        Begin();
    }

    public void Dispose() => _retry.Dispose();

    private void Begin()
    {
        lock (_gate)
        {
            if (_running)
                return;
            _running = true;
        }
        _ = Task.Factory.StartNew(RunAsync, CancellationToken.None, TaskCreationOptions.DenyChildAttach, _threads);
    }

    private async Task RunAsync()
    {
        FanoutMember[] behind;
        do
        {
            await Task.Delay(Breath, _time);
            behind = await TakeRound().GiveAsync(_time);
        }
        while (!TryRest(behind));
    }

    /// <summary>The news for everybody or, when there are none, another try for those who are behind.</summary>
    private FanoutRound TakeRound()
    {
        lock (_gate)
        {
            var newest = _behind.Length > 0 ? Join(_newest.Values) : [];
            var round = new FanoutRound(_waiting.Count > 0 ? _all ??= [.. _members.Values] : _behind, Join(_waiting), newest);
            _waiting.Clear();
            return round;
        }
    }

    private bool TryRest(FanoutMember[] behind)
    {
        lock (_gate)
        {
            _behind = behind;
            _running = _waiting.Count > 0;
            if (!_running && behind.Length > 0)
                _retry.Change(RetryPause, Timeout.InfiniteTimeSpan);
            return !_running;
        }
    }

    private static byte[] Join(IReadOnlyCollection<byte[]> frames)
    {
        if (frames.Count == 1)
            return frames.First();
        var joined = new byte[frames.Sum(frame => frame.Length)];
        var end = 0;
        foreach (var frame in frames)
        {
            frame.CopyTo(joined, end);
            end += frame.Length;
        }
        return joined;
    }
}
