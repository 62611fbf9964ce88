using System.Net;
using TalksPlatform.Rtc.WebRtc;

namespace TalksPlatform.Bench.Areas.Rtc;

/// <summary>Real listeners of an endpoint: each with a socket, a handshake and keys of its own.</summary>
internal sealed class Listeners : IAsyncDisposable
{
    private const int AtATime = 32;

    private readonly List<RtcClient> _clients = [];

    public long Received => _clients.Sum(client => client.Statistics.PacketsReceived);

    /// <summary>Lets so many more join.</summary>
    public async Task JoinAsync(EndpointProcess endpoint, int count, CancellationToken ct)
    {
        var options = new RtcClientOptions { Receive = true, ConnectTimeout = TimeSpan.FromMinutes(1) };
        RtcClient[] joining = [.. Enumerable.Range(0, count)
            .Select(_ => RtcClient.Create(new IPEndPoint(IPAddress.Loopback, 0), options))];
        _clients.AddRange(joining);
        var limits = new ParallelOptions { MaxDegreeOfParallelism = AtATime, CancellationToken = ct };
        await Parallel.ForEachAsync(joining, limits, async (client, stopping) =>
            await client.ConnectAsync(await endpoint.AnswerAsync(client.OfferSdp, stopping), stopping));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients)
            await client.DisposeAsync();
    }
}
