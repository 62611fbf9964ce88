using System.Net;
using TalksPlatform.Rtc.WebRtc;

namespace TalksPlatform.Rtc.Tests.WebRtc;

/// <summary>A server with several addresses: each guest finds the one that works for him.</summary>
[Collection(nameof(RealTime))]
public sealed class AddressTests : IAsyncDisposable
{
    private readonly CancellationTokenSource _patience = new(TimeSpan.FromSeconds(30));
    private readonly RtcEndpoint _endpoint;

    public AddressTests()
    {
        _endpoint = new RtcEndpoint(new RtcEndpointOptions
        {
            Bind = new IPEndPoint(IPAddress.IPv6Any, 0),
            TcpBind = new IPEndPoint(IPAddress.IPv6Any, 0),
            AdvertisedAddresses = [IPAddress.Parse("192.0.2.1"), IPAddress.IPv6Loopback, IPAddress.Loopback], // the first leads nowhere
        });
        _endpoint.Start();
    }

    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("127.0.0.1", false)]
    [InlineData("::1", true)]
    [InlineData("::1", false)]
    public async Task Guests_of_both_families_come_in_at_one_port_by_udp_and_by_tcp(string from, bool udp)
    {
        var home = IPAddress.Parse(from);
        await using var client = RtcClient.Create(
            new IPEndPoint(home, 0), new RtcClientOptions { Send = true, Udp = udp, Tcp = !udp });
        await using var peer = _endpoint.Answer(client.OfferSdp, new PeerOptions { MayReceive = true });

        await client.ConnectAsync(peer.AnswerSdp, _patience.Token);
        await peer.Connected.WaitAsync(_patience.Token);

        peer.RemoteEndPoint!.Address.ToString().ShouldBeOneOf("127.0.0.1", "::1");
        if (udp)
            peer.RemoteEndPoint.AddressFamily.ShouldBe(home.AddressFamily);
    }

    [Fact]
    public async Task Every_address_is_offered_whatever_the_socket_is_bound_to()
    {
        await using var client = RtcClient.Create(new IPEndPoint(IPAddress.Loopback, 0), new RtcClientOptions { Send = true });
        var answer = _endpoint.Answer(client.OfferSdp, new PeerOptions { MayReceive = true }).AnswerSdp;

        foreach (var address in new[] { "192.0.2.1", "::1", "127.0.0.1" })
        {
            answer.ShouldContain($" {address} {_endpoint.LocalEndPoint.Port} typ host\r\n");
            answer.ShouldContain($" {address} {_endpoint.LocalTcpEndPoint!.Port} typ host tcptype passive\r\n");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _endpoint.DisposeAsync();
        _patience.Dispose();
    }
}
