using TalksPlatform.Rtc.Stun;

namespace TalksPlatform.Rtc.WebRtc;

/// <summary>
/// Says how many handshakes may be half done: so many in all, and half of that from one network address, so that one does
/// not shut out the others. A carrier's whole province may be behind one address, so it is never refused, only late.
/// Thread-safe.
/// </summary>
internal sealed class HandshakePlaces(int max)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<object, TransportAddress> _taken = [];
    private readonly Dictionary<TransportAddress, int> _bySource = [];

    /// <summary>False when all places are taken; true again and again for a peer that has one.</summary>
    /// <param name="peer">Who.</param>
    /// <param name="address">From where; its port and connection play no part.</param>
    public bool TryTake(object peer, TransportAddress address)
    {
        lock (_gate)
        {
            if (_taken.ContainsKey(peer))
                return true;

            var source = address.Host;
            var taken = _bySource.GetValueOrDefault(source);
            if (_taken.Count >= max || taken >= Math.Max(1, max / 2))
                return false;

            _taken[peer] = source;
            _bySource[source] = taken + 1;
            return true;
        }
    }

    /// <summary>The peer needs no place any more.</summary>
    public void Leave(object peer)
    {
        lock (_gate)
        {
            if (!_taken.Remove(peer, out var source))
                return;
            if (--_bySource[source] == 0)
                _bySource.Remove(source);
        }
    }
}
