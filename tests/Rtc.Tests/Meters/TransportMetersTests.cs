using System.Net;
using System.Net.Sockets;
using TalksPlatform.Rtc.Tests.WebRtc;
using TalksPlatform.Rtc.WebRtc;
using TalksPlatform.TestKit;

namespace TalksPlatform.Rtc.Tests.Meters;

[Collection(nameof(RealTime))]
public sealed class TransportMetersTests
{
    [Fact]
    public async Task Peers_and_forged_packets_are_seen_and_the_packets_after_the_peer_has_left()
    {
        var before = MeterReading.Take();
        await using (var hall = new RtcHall())
        {
            var (_, client, peer, network) = await hall.ConnectAsync();
            network.Passes = Forge;
            await Eventually.BecomesAsync(
                () =>
                {
                    client.Sender!.SendEncoded([0xF8, 0xFF, 0xFE], 20);
                    return peer.Statistics.PacketsRefused >= 1;
                },
                "forged packets are found out");

            var during = MeterReading.Take();
            during["talks.rtc.peers state=connected"].ShouldBeGreaterThanOrEqualTo(1);
            (during["talks.rtc.packets.refused"] - before["talks.rtc.packets.refused"]).ShouldBeGreaterThanOrEqualTo(1);
        }

        (MeterReading.Take()["talks.rtc.packets.refused"] - before["talks.rtc.packets.refused"]).ShouldBeGreaterThanOrEqualTo(1);
    }

    [Fact]
    public async Task Stray_datagrams_stay_in_the_sum_when_their_port_is_closed()
    {
        var before = MeterReading.Take();
        await using (var hall = new RtcHall())
        {
            var endpoint = hall.Open();
            using var stranger = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
            for (var i = 0; i < 10; i++)
                stranger.SendTo([128, 0, 0, 0], endpoint.LocalEndPoint);
            await Eventually.BecomesAsync(() => endpoint.StrayDatagrams == 10, "they arrive");
        }

        (MeterReading.Take()["talks.rtc.datagrams.stray"] - before["talks.rtc.datagrams.stray"]).ShouldBeGreaterThanOrEqualTo(10);
    }

    [Fact]
    public async Task Connections_over_tcp_are_seen()
    {
        await using var endpoint = new RtcEndpoint(new RtcEndpointOptions
        {
            Bind = new IPEndPoint(IPAddress.Loopback, 0),
            TcpBind = new IPEndPoint(IPAddress.Loopback, 0),
            AdvertisedAddresses = [IPAddress.Loopback],
        });
        endpoint.Start();
        using var guest = new TcpClient();

        await guest.ConnectAsync(IPAddress.Loopback, endpoint.LocalTcpEndPoint!.Port, TestContext.Current.CancellationToken);

        await Eventually.BecomesAsync(() => endpoint.TcpConnections == 1, "it is accepted");
        MeterReading.Take()["talks.rtc.tcp.connections"].ShouldBeGreaterThanOrEqualTo(1);
    }

    private static bool Forge(byte[] datagram)
    {
        if (datagram[0] is >= 128 and < 192)
            datagram[^1] ^= 1;
        return true;
    }
}
