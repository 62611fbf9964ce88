using TalksPlatform.Rtc.Rtp;

namespace TalksPlatform.Rtc.WebRtc;

/// <summary>
/// Sends one encoded voice to many peers, to each with his own numbers and keys. It does so on threads of its own, its
/// lanes, so that whoever encodes never waits; a lane that falls behind loses frames and counts them.
/// </summary>
/// <remarks>
/// Peers come and go from any thread. <see cref="Send"/> is for one thread at a time, and allocates nothing. What is sent is
/// a datagram a peer by a plain <c>sendto</c>: gathering them (<c>sendmmsg</c>) was measured and saves nothing.
/// </remarks>
public sealed class RtcFanout : IDisposable
{
    private const int LaneCapacity = 1_250; // half of what a core can do at 50 packets a second

    private readonly Lock _gate = new();
    private readonly int _maxLanes;
    private readonly Action<Exception> _failed;
    private readonly Dictionary<AudioSender, FanoutLane> _laneOf = [];
    private volatile FanoutLane[] _lanes = [];
    private bool _disposed;

    /// <summary>Prepares; threads begin with the first peers.</summary>
    /// <param name="maxLanes">How many processors may send at once; all of them when null.</param>
    /// <param name="failed">Is told of a peer to whom nothing could be sent, on a lane's thread, so it must be quick.</param>
    public RtcFanout(int? maxLanes = null, Action<Exception>? failed = null)
    {
        _maxLanes = maxLanes ?? Environment.ProcessorCount;
        _failed = failed ?? (_ => { });
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(_maxLanes, nameof(maxLanes));
        TransportMeters.Add(this);
    }

    /// <summary>How many peers are sent to.</summary>
    public int Count => _lanes.Sum(lane => lane.Count);

    /// <summary>Frames that a lane had no time for: its peers did not get them.</summary>
    public long Dropped => _lanes.Sum(lane => lane.Dropped);

    /// <summary>Sends to this peer, too, from the next frame on; a second time changes nothing, nor does a peer who hears nothing.</summary>
    public void Add(PeerConnection peer)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (peer.Sender is not { } sender || _laneOf.ContainsKey(sender))
                return;

            var lane = Roomiest();
            _laneOf[sender] = lane;
            lane.Add(sender);
        }
    }

    /// <summary>Sends nothing to this peer any more, except perhaps the frame that is on its way.</summary>
    public void Remove(PeerConnection peer)
    {
        lock (_gate)
        {
            if (peer.Sender is { } sender && _laneOf.Remove(sender, out var lane))
                lane.Remove(sender);
        }
    }

    /// <summary>Sends one payload to all.</summary>
    /// <param name="payload">At most 1,275 bytes (RFC 6716, section 3.2.1); empty when there is nothing to say for so long.</param>
    /// <param name="milliseconds">How much sound it holds.</param>
    public void Send(ReadOnlySpan<byte> payload, int milliseconds)
    {
        foreach (var lane in _lanes)
            lane.Post(payload, milliseconds);
    }

    /// <summary>Ends the threads.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            TransportMeters.Remove(this);
            foreach (var lane in _lanes)
                lane.Dispose();
            _lanes = [];
        }
    }

    private FanoutLane Roomiest()
    {
        var roomiest = _lanes.MinBy(lane => lane.Count);
        if (roomiest is { Count: < LaneCapacity } || _lanes.Length == _maxLanes)
            return roomiest!;

        var lane = new FanoutLane(_lanes.Length, _failed);
        _lanes = [.. _lanes, lane];
        return lane;
    }
}
