using System.Net;
using TalksPlatform.Rtc.WebRtc;

namespace TalksPlatform.Rtc.Tests.WebRtc;

/// <summary>Endpoints and clients over real sockets of the loopback, with networks between them; all leave with the test.</summary>
internal sealed class RtcHall : IAsyncDisposable
{
    private static readonly PeerOptions Everything = new() { MayReceive = true, MaySend = true };

    private readonly CancellationTokenSource _patience = new(TimeSpan.FromSeconds(30));
    private readonly List<IAsyncDisposable> _open = [];

    public async Task<(RtcEndpoint Endpoint, RtcClient Client, PeerConnection Peer, UdpRelay Network)> ConnectAsync(
        bool impatient = false, Func<byte[], bool>? passes = null)
    {
        var consent = impatient ? TimeSpan.FromSeconds(1.5) : TimeSpan.FromSeconds(15);
        var endpoint = Open(consent: consent);
        var network = new UdpRelay(endpoint.LocalEndPoint);
        network.Passes = passes ?? network.Passes;
        _open.Add(network);
        var client = Open(new RtcClientOptions
        {
            Send = true,
            Receive = true,
            ConsentInterval = consent / 10,
            ConsentTimeout = consent,
        });
        var peer = endpoint.Answer(client.OfferSdp, Everything);
        await client.ConnectAsync(network.Redirect(peer.AnswerSdp), _patience.Token);
        await peer.Connected.WaitAsync(_patience.Token);
        return (endpoint, client, peer, network);
    }

    public RtcClient Open(RtcClientOptions options)
    {
        var client = RtcClient.Create(new IPEndPoint(IPAddress.Loopback, 0), options);
        _open.Add(client);
        return client;
    }

    public RtcEndpoint Open(TimeProvider? time = null, TimeSpan? consent = null, int maxPeers = 100, int maxHandshakes = 64)
    {
        var endpoint = new RtcEndpoint(new RtcEndpointOptions
        {
            Bind = new IPEndPoint(IPAddress.Loopback, 0),
            AdvertisedAddresses = [IPAddress.Loopback],
            TimeProvider = time ?? TimeProvider.System,
            ConsentTimeout = consent ?? TimeSpan.FromSeconds(15),
            MaxPeers = maxPeers,
            MaxHandshakes = maxHandshakes,
        });
        endpoint.Start();
        _open.Add(endpoint);
        return endpoint;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var closing in Enumerable.Reverse(_open))
            await closing.DisposeAsync();
        _patience.Dispose();
    }
}
