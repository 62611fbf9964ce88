using System.Net;
using TalksPlatform.Rtc.WebRtc;
using TalksPlatform.TestKit;

namespace TalksPlatform.Rtc.Tests.WebRtc;

/// <summary>Guests on networks that block UDP, over real connections.</summary>
[Collection(nameof(RealTime))]
public sealed class TcpPathTests : IAsyncDisposable
{
    private static readonly PeerOptions Everything = new() { MayReceive = true, MaySend = true };

    private readonly CancellationTokenSource _patience = new(TimeSpan.FromSeconds(30));
    private readonly List<IAsyncDisposable> _open = [];

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    public async Task A_voice_goes_both_ways_over_tcp(string address)
    {
        var endpoint = Open(IPAddress.Parse(address));
        var client = Open(new RtcClientOptions { Send = true, Receive = true, Udp = false });
        var peer = endpoint.Answer(client.OfferSdp, Everything);

        await client.ConnectAsync(peer.AnswerSdp, _patience.Token);
        await peer.Connected.WaitAsync(_patience.Token);

        await HearEachOtherAsync(client, peer);
        endpoint.TcpConnections.ShouldBe(1);
        peer.Statistics.PacketsRefused.ShouldBe(0);
    }

    [Fact]
    public async Task Where_udp_works_nobody_takes_tcp()
    {
        var endpoint = Open(IPAddress.Loopback);
        var client = Open(new RtcClientOptions { Send = true, Receive = true });
        var peer = endpoint.Answer(client.OfferSdp, Everything);

        await client.ConnectAsync(peer.AnswerSdp, _patience.Token);
        await HearEachOtherAsync(client, peer);

        endpoint.TcpConnections.ShouldBe(0);
    }

    [Fact]
    public async Task Where_udp_is_blocked_a_guest_comes_over_tcp_by_himself()
    {
        var endpoint = Open(IPAddress.Loopback);
        await using var wall = new UdpRelay(endpoint.LocalEndPoint) { Passes = _ => false };
        var client = Open(new RtcClientOptions { Send = true, Receive = true });
        var peer = endpoint.Answer(client.OfferSdp, Everything);

        await client.ConnectAsync(
            peer.AnswerSdp.Replace(
                $"{endpoint.LocalEndPoint.Port} typ host\r", $"{wall.EndPoint.Port} typ host\r", StringComparison.Ordinal),
            _patience.Token);

        await HearEachOtherAsync(client, peer);
        endpoint.TcpConnections.ShouldBe(1);
    }

    [Fact]
    public async Task A_guest_whose_connection_breaks_comes_back_and_talks_on()
    {
        var endpoint = Open(IPAddress.Loopback);
        await using var network = new TcpRelay(endpoint.LocalTcpEndPoint!);
        var client = Open(new RtcClientOptions { Send = true, Receive = true, Udp = false });
        var peer = endpoint.Answer(client.OfferSdp, Everything);
        await client.ConnectAsync(network.Redirect(peer.AnswerSdp), _patience.Token);
        await HearEachOtherAsync(client, peer);
        var before = peer.RemoteEndPoint;

        network.Cut();

        await Eventually.BecomesAsync(
            () => peer.RemoteEndPoint is { } now && !now.Equals(before), "the server follows to the new connection");
        await HearEachOtherAsync(client, peer);
        peer.State.ShouldBe(PeerState.Connected);
        network.Connections.ShouldBe(2);
    }

    [Fact]
    public async Task A_goodbye_over_tcp_is_heard_at_once_and_ends_the_connection()
    {
        var endpoint = Open(IPAddress.Loopback);
        var client = Open(new RtcClientOptions { Send = true, Receive = true, Udp = false });
        var peer = endpoint.Answer(client.OfferSdp, Everything);
        await client.ConnectAsync(peer.AnswerSdp, _patience.Token);

        await client.DisposeAsync();

        (await peer.Closed.WaitAsync(_patience.Token)).ShouldBe(CloseReason.ClosedByPeer);
        await Eventually.BecomesAsync(() => endpoint.TcpConnections == 0, "the connection is over");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var closing in Enumerable.Reverse(_open))
            await closing.DisposeAsync();
        _patience.Dispose();
    }

    private async Task HearEachOtherAsync(RtcClient client, PeerConnection peer)
    {
        await using var guest = new Whistler(client.Sender!, 440, -12);
        await using var host = new Whistler(peer.Sender!, 1000, -20);
        await Task.WhenAll(
            Ear.HearsAsync(peer.Receiver!, 440, -12, _patience.Token),
            Ear.HearsAsync(client.Receiver!, 1000, -20, _patience.Token));
    }

    private RtcClient Open(RtcClientOptions options)
    {
        var client = RtcClient.Create(new IPEndPoint(IPAddress.Loopback, 0), options);
        _open.Add(client);
        return client;
    }

    private RtcEndpoint Open(IPAddress address)
    {
        var endpoint = new RtcEndpoint(new RtcEndpointOptions
        {
            Bind = new IPEndPoint(address, 0),
            TcpBind = new IPEndPoint(address, 0),
            AdvertisedAddresses = [address],
        });
        endpoint.Start();
        _open.Add(endpoint);
        return endpoint;
    }
}
