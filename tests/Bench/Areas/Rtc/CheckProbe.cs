using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using TalksPlatform.Rtc.Native;
using TalksPlatform.Rtc.Stun;
using TalksPlatform.Rtc.WebRtc;

namespace TalksPlatform.Bench.Areas.Rtc;

/// <summary>
/// Sends a connectivity check every 5 ms and waits for its answer. Sound goes the same way, in by the thread that receives
/// and out by the same socket, so this is how long it would have been under way.
/// </summary>
internal sealed class CheckProbe
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly PeerConnection _peer;
    private readonly IPEndPoint _endpoint;
    private readonly Thread _thread;
    private readonly List<double> _milliseconds = [];
    private volatile bool _stopped;

    private CheckProbe(PeerConnection peer, IPEndPoint endpoint)
    {
        (_peer, _endpoint) = (peer, endpoint);
        _thread = new Thread(Run) { IsBackground = true };
    }

    public static async Task<CheckProbe> StartAsync(RtcEndpoint endpoint)
    {
        await using var client = RtcClient.Create(null, new RtcClientOptions { Receive = true });
        var probe = new CheckProbe(endpoint.Answer(client.OfferSdp, new PeerOptions { MaySend = true }), endpoint.LocalEndPoint);
        probe._thread.Start();
        return probe;
    }

    /// <returns>Median, 99th percentile and longest time in milliseconds.</returns>
    public async Task<string> StopAsync()
    {
        _stopped = true;
        _thread.Join();
        await _peer.DisposeAsync();
        _milliseconds.Sort();
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{_milliseconds[_milliseconds.Count / 2]} {_milliseconds[_milliseconds.Count * 99 / 100]} {_milliseconds[^1]}");
    }

    private void Run()
    {
        Libc.TrySetNiceness(Libc.NicenessOfSound);
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.ReceiveTimeout = (int)Patience.TotalMilliseconds;
        socket.Connect(_endpoint);
        Span<byte> buffer = stackalloc byte[StunWriter.BufferLength];
        for (var number = 1UL; !_stopped; number++)
        {
            var request = buffer[..Write(buffer, number)];
            var began = Stopwatch.GetTimestamp();
            socket.Send(request);
            socket.Receive(buffer);
            _milliseconds.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            Thread.Sleep(Pace);
        }
    }

    private int Write(Span<byte> buffer, ulong number)
    {
        var writer = new StunWriter(buffer, StunClass.Request, new TransactionId(number, 0));
        writer.Add(StunAttribute.Username, Encoding.ASCII.GetBytes($"{_peer.Ice.Local.Ufrag}:{_peer.Ice.RemoteUfrag}"));
        writer.AddIntegrity(Encoding.ASCII.GetBytes(_peer.Ice.Local.Password));
        writer.AddFingerprint();
        return writer.Length;
    }
}
