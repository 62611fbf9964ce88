namespace TalksPlatform.Rtc.WebRtc;

/// <summary>
/// Lets peers look at the clock: each 50 ms while they shake hands or are heard, else once a second. A thousand listeners who
/// are asked twenty times a second cost a tenth of their sound.
/// </summary>
internal sealed class PeerTicker(Action<PeerConnection> tick, TimeProvider time)
{
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    private const int Slots = 20;

    private readonly Lock _gate = new();
    private readonly List<PeerConnection>[] _slow = [.. Enumerable.Range(0, Slots).Select(_ => new List<PeerConnection>())];
    private readonly HashSet<PeerConnection> _quick = [];
    private readonly List<PeerConnection> _due = [];
    private readonly long _began = time.GetTimestamp();
    private long _turn;

    public void Add(PeerConnection peer)
    {
        lock (_gate)
            _quick.Add(peer);
    }

    public void Remove(PeerConnection peer)
    {
        lock (_gate)
        {
            if (!_quick.Remove(peer))
                Array.Find(_slow, slot => slot.Remove(peer));
        }
    }

    /// <summary>Asks everybody whose time has come. One thread at a time, each <see cref="Interval"/> or so.</summary>
    public void Turn()
    {
        lock (_gate)
        {
            Settle();
            _due.AddRange(_quick);
            var turn = time.GetElapsedTime(_began).Ticks / Interval.Ticks;
            for (_turn = Math.Max(_turn, turn - Slots); _turn < turn; _turn++)
                _due.AddRange(_slow[_turn % Slots]);
        }

        foreach (var peer in _due)
            tick(peer);
        _due.Clear();
    }

    /// <summary>Who is connected and only listens needs no haste any more.</summary>
    private void Settle()
    {
        foreach (var peer in _quick)
        {
            if (peer.State != PeerState.Connected || peer.Receiver is not null)
                continue;
            _quick.Remove(peer); // which a set allows while it is enumerated
            _slow.MinBy(slot => slot.Count)!.Add(peer);
        }
    }
}
