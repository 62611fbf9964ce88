using System.Diagnostics;
using System.Net;
using TalksPlatform.Rtc.WebRtc;

namespace TalksPlatform.Bench.Areas.Rtc;

/// <summary>Real peers of an endpoint: each with a socket, a handshake and keys of its own.</summary>
/// <param name="speaks">They are heard, too; else they only listen.</param>
internal sealed class Crowd(bool speaks) : IAsyncDisposable
{
    private const int PayloadLength = 100; // 20 ms of Opus at 40 kb/s

    private readonly List<RtcClient> _clients = [];

    // Their sockets' thread takes packets itself. Else it sleeps between any two, and the server on the same machine pays for
    // waking it up, which it never does for listeners elsewhere.
    static Crowd() => Environment.SetEnvironmentVariable("DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS", "1");

    private readonly byte[] _payload = new byte[PayloadLength];

    public long Received => _clients.Sum(client => client.Statistics.PacketsReceived);

    public long Sent => _clients.Sum(client => client.Statistics.PacketsSent);

    /// <summary>Makes clients, which is as much work as to let them join.</summary>
    public IReadOnlyList<RtcClient> Prepare(int count)
    {
        var options = new RtcClientOptions { Receive = true, Send = speaks, Tcp = false, ConnectTimeout = TimeSpan.FromMinutes(1) };
        RtcClient[] clients = [.. Enumerable.Range(0, count)
            .Select(_ => RtcClient.Create(new IPEndPoint(IPAddress.Loopback, 0), options))];
        _clients.AddRange(clients);
        return clients;
    }

    /// <summary>Lets them join, so many at a time.</summary>
    public async Task JoinAsync(EndpointProcess endpoint, IReadOnlyList<RtcClient> clients, int atATime, CancellationToken ct)
    {
        var limits = new ParallelOptions { MaxDegreeOfParallelism = atATime, CancellationToken = ct };
        await Parallel.ForEachAsync(clients, limits, async (client, stopping) =>
            await client.ConnectAsync(await endpoint.AnswerAsync(client.OfferSdp, speaks, stopping), stopping));
    }

    /// <summary>Lets everybody send packets at a steady pace.</summary>
    public void Speak(int packets, TimeSpan interval)
    {
        var began = Stopwatch.GetTimestamp();
        for (var i = 1; i <= packets; i++)
        {
            foreach (var client in _clients)
                client.Sender!.SendEncoded(_payload);
            var early = (i * interval) - Stopwatch.GetElapsedTime(began);
            if (early > TimeSpan.Zero)
                Thread.Sleep(early);
        }
    }

    /// <summary>Says goodbye.</summary>
    public async Task LeaveAsync()
    {
        foreach (var client in _clients)
            await client.DisposeAsync();
        _clients.Clear();
    }

    public async ValueTask DisposeAsync() => await LeaveAsync();
}
