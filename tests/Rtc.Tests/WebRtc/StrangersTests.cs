using System.Net;
using System.Net.Sockets;
using TalksPlatform.Rtc.Dtls;
using TalksPlatform.Rtc.Srtp;
using TalksPlatform.Rtc.WebRtc;
using TalksPlatform.TestKit;

namespace TalksPlatform.Rtc.Tests.WebRtc;

/// <summary>What the port says to those who have shown nothing: not a word, so that it can't be turned on others.</summary>
public sealed class StrangersTests
{
    [Fact]
    public async Task A_handshake_without_a_genuine_check_before_it_gets_no_answer()
    {
        await using var endpoint = new RtcEndpoint(new RtcEndpointOptions
        {
            Bind = new IPEndPoint(IPAddress.Loopback, 0),
            AdvertisedAddresses = [IPAddress.Loopback],
        });
        endpoint.Start();
        using var stranger = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        stranger.Connect(endpoint.LocalEndPoint);
        using var context = new DtlsContext(DtlsCertificate.Create(TimeProvider.System), SrtpProfile.All);
        using var session = new DtlsSession(
            context, DtlsRole.Active, FingerprintSet.Of(context.Fingerprint), datagram => stranger.Send(datagram));

        session.Start();

        await Eventually.BecomesAsync(() => endpoint.StrayDatagrams == 1, "it arrived");
        stranger.Available.ShouldBe(0);
    }
}
