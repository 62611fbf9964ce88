using System.Collections.Concurrent;
using System.Diagnostics;
using System.Security.Cryptography;
using TalksPlatform.Rtc.WebRtc;

namespace TalksPlatform.Bench.Areas.Rtc;

/// <summary>The peers of the hosted endpoint.</summary>
internal sealed class HostedPeers(RtcEndpoint endpoint) : IDisposable
{
    private const int PayloadLength = 100; // 20 ms of Opus at 40 kb/s

    private readonly ConcurrentDictionary<PeerConnection, bool> _peers = new();
    private readonly MixerDouble _mixer = new();
    private readonly RtcFanout _fanout = new(failed: Console.Error.WriteLine);
    private readonly byte[] _payload = RandomNumberGenerator.GetBytes(PayloadLength);

    public string Answer(string offer, bool mayReceive)
    {
        var peer = endpoint.Answer(offer, new PeerOptions { MaySend = true, MayReceive = mayReceive });
        _peers[peer] = true;
        _ = FeedWhileConnectedAsync(peer);
        return peer.AnswerSdp;
    }

    /// <summary>Sends frames of the same payload to all, at a steady pace. What they say is decoded, which is not counted.</summary>
    public FeedCost Feed(int frames, TimeSpan interval)
    {
        var before = Sent;
        var mixer = _mixer.Microseconds;
        var cost = FeedCost.Begin();
        var began = Stopwatch.GetTimestamp();
        for (var i = 1; i <= frames; i++)
        {
            _fanout.Send(_payload, (int)interval.TotalMilliseconds);
            var early = (i * interval) - Stopwatch.GetElapsedTime(began);
            if (early > TimeSpan.Zero)
                Thread.Sleep(early);
        }
        return cost.End(Sent - before, without: _mixer.Microseconds - mixer);
    }

    public void Dispose()
    {
        _fanout.Dispose();
        _mixer.Dispose();
    }

    private long Sent => _peers.Keys.Sum(peer => peer.Statistics.PacketsSent);

    private async Task FeedWhileConnectedAsync(PeerConnection peer)
    {
        await peer.Connected.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _fanout.Add(peer);
        _mixer.Add(peer);
        await peer.Closed;
        _fanout.Remove(peer);
        _mixer.Remove(peer);
        _peers.TryRemove(peer, out _);
        await peer.DisposeAsync();
    }
}
