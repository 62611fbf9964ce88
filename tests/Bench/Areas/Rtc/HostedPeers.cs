using System.Collections.Concurrent;
using System.Diagnostics;
using System.Security.Cryptography;
using TalksPlatform.Rtc.WebRtc;

namespace TalksPlatform.Bench.Areas.Rtc;

/// <summary>The listeners of the hosted endpoint.</summary>
internal sealed class HostedPeers(RtcEndpoint endpoint)
{
    private const int PayloadLength = 100; // 20 ms of Opus at 40 kb/s

    private readonly ConcurrentDictionary<PeerConnection, bool> _peers = new();
    private readonly byte[] _payload = RandomNumberGenerator.GetBytes(PayloadLength);

    public int Count => _peers.Count;

    public Task<string> AnswerAsync(string offer)
    {
        var peer = endpoint.Answer(offer, new PeerOptions { MaySend = true });
        _peers[peer] = true;
        _ = ForgetWhenClosedAsync(peer);
        return Task.FromResult(peer.AnswerSdp);
    }

    /// <summary>Sends frames of the same payload to all, at a steady pace.</summary>
    public FeedCost Feed(int frames, TimeSpan interval)
    {
        var listeners = _peers.Keys.ToArray();
        var cost = FeedCost.Begin();
        var began = Stopwatch.GetTimestamp();
        for (var i = 0; i < frames; i++)
        {
            foreach (var listener in listeners)
                listener.Sender!.SendEncoded(_payload);
            var early = (i + 1) * interval - Stopwatch.GetElapsedTime(began);
            if (early > TimeSpan.Zero)
                Thread.Sleep(early);
        }
        return cost.End((long)frames * listeners.Length);
    }

    private async Task ForgetWhenClosedAsync(PeerConnection peer)
    {
        await peer.Closed;
        _peers.TryRemove(peer, out _);
        await peer.DisposeAsync();
    }
}
