using System.Collections.Concurrent;
using TalksPlatform.Rtc.Ice;
using TalksPlatform.Rtc.Stun;

namespace TalksPlatform.Rtc.WebRtc;

/// <summary>
/// Finds the peer that a datagram belongs to: by user name fragment at first, by address from then on.
/// </summary>
internal sealed class PeerTable
{
    private readonly ConcurrentDictionary<string, PeerConnection> _byUfrag = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<TransportAddress, PeerConnection> _byAddress = new();

    public int Count => _byUfrag.Count;

    public IEnumerable<PeerConnection> All => _byUfrag.Select(entry => entry.Value);

    public void Add(PeerConnection peer)
    {
        peer.Ice.PathLearned += address => _byAddress[address] = peer; // an address passed on by a NAT has a new owner
        peer.Ice.PathDropped += address => _byAddress.TryRemove(new(address, peer));
        peer.Ice.Restarted += old =>
        {
            _byUfrag[peer.Ice.Local.Ufrag] = peer;
            _byUfrag.TryRemove(new(old.Ufrag, peer));
        };
        _byUfrag[peer.Ice.Local.Ufrag] = peer;
    }

    public void Remove(PeerConnection peer)
    {
        _byUfrag.TryRemove(new(peer.Ice.Local.Ufrag, peer));
        foreach (var entry in _byAddress)
        {
            if (entry.Value == peer)
                _byAddress.TryRemove(entry);
        }
    }

    /// <summary>A path is no more: its TCP connection ended.</summary>
    public void Forget(TransportAddress path)
    {
        if (_byAddress.TryRemove(path, out var peer))
            peer.Ice.Forget(path);
    }

    /// <summary>Finds by the first half of a check's user name, <c>ours:theirs</c>.</summary>
    public PeerConnection? FindByUsername(ReadOnlySpan<byte> username)
    {
        var colon = username.IndexOf((byte)':');
        if (colon is <= 0 or > 64)
            return null;

        Span<char> ufrag = stackalloc char[colon];
        for (var i = 0; i < colon; i++)
            ufrag[i] = (char)username[i];
        return _byUfrag.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(ufrag, out var peer) ? peer : null;
    }

    public PeerConnection? FindByAddress(TransportAddress address) =>
        _byAddress.TryGetValue(address, out var peer) ? peer : null;
}
