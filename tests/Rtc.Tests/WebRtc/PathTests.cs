using TalksPlatform.Rtc.Sdp;
using TalksPlatform.Rtc.WebRtc;
using TalksPlatform.TestKit;
using TalksPlatform.TestKit.Voices;

namespace TalksPlatform.Rtc.Tests.WebRtc;

/// <summary>Guests whose networks change, lose and fall silent.</summary>
[Collection(nameof(RealTime))]
public sealed class PathTests : IAsyncDisposable
{
    private static readonly PeerOptions Everything = new() { MayReceive = true, MaySend = true };

    private readonly CancellationTokenSource _patience = new(TimeSpan.FromSeconds(30));
    private readonly RtcHall _hall = new();

    [Fact]
    public async Task A_client_that_vanishes_and_a_server_that_crashes_are_noticed()
    {
        var (_, client, peer, network) = await _hall.ConnectAsync(impatient: true);

        network.Passes = _ => false;

        (await peer.Closed.WaitAsync(_patience.Token)).ShouldBe(CloseReason.ConsentExpired);
        (await client.Closed.WaitAsync(_patience.Token)).ShouldBe(CloseReason.ConsentExpired);
    }

    [Fact]
    public async Task A_guest_who_changes_networks_goes_on_talking()
    {
        var (_, client, peer, network) = await _hall.ConnectAsync(impatient: true);
        await using var guest = new Whistler(client.Sender!, 440, -12);
        await using var host = new Whistler(peer.Sender!, 1000, -20);
        await Ear.HearsAsync(peer.Receiver!, 440, -12, _patience.Token);

        network.ChangeAddress();

        await Eventually.BecomesAsync(
            () => network.ClientAsSeen.Equals(peer.RemoteEndPoint), "the server follows the guest");
        await Task.WhenAll(
            Ear.HearsAsync(peer.Receiver!, 440, -12, _patience.Token),
            Ear.HearsAsync(client.Receiver!, 1000, -20, _patience.Token));
        peer.State.ShouldBe(PeerState.Connected);
    }

    [Fact]
    public async Task A_guest_who_restarts_ice_on_another_network_goes_on_talking_with_the_same_keys()
    {
        var (_, client, peer, network) = await _hall.ConnectAsync(impatient: true);
        await using var guest = new Whistler(client.Sender!, 440, -12);
        await using var host = new Whistler(peer.Sender!, 1000, -20);
        await Ear.HearsAsync(peer.Receiver!, 440, -12, _patience.Token);
        var firstFlights = 0;
        network.Passes = datagram =>
        {
            if (datagram[0] == 22)
                firstFlights++;
            return true;
        };

        network.ChangeAddress();
        await client.RestartIceAsync(fragment => Task.FromResult(peer.Patch(fragment)!));

        await Eventually.BecomesAsync(
            () => network.ClientAsSeen.Equals(peer.RemoteEndPoint), "the server follows the guest");
        await Task.WhenAll(
            Ear.HearsAsync(peer.Receiver!, 440, -12, _patience.Token),
            Ear.HearsAsync(client.Receiver!, 1000, -20, _patience.Token));
        firstFlights.ShouldBe(0, "nobody shakes hands again");
        peer.State.ShouldBe(PeerState.Connected);
        client.State.ShouldBe(PeerState.Connected);
    }

    [Fact]
    public async Task A_bad_network_delays_the_handshake_and_no_more()
    {
        var random = new Random(40);
        var (_, _, peer, _) = await _hall.ConnectAsync(passes: datagram =>
        {
            lock (random)
                return random.NextDouble() > 0.3 || datagram[0] < 4;
        });

        peer.State.ShouldBe(PeerState.Connected);
    }

    [Fact]
    public void A_patch_restarts_ice_only_when_it_brings_new_credentials()
    {
        var endpoint = _hall.Open();
        var peer = endpoint.Answer(_hall.Open(new RtcClientOptions { Send = true }).OfferSdp, Everything);
        const string candidates =
            "m=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=mid:0\r\na=candidate:1 1 udp 1 192.0.2.1 9 typ host\r\n";

        peer.Patch(candidates).ShouldBeNull();
        var answer = peer.Patch(candidates + "a=ice-ufrag:ysXw\r\na=ice-pwd:vw5LmwG4y/e6dPP/zAP9Gp5k\r\n");

        answer.ShouldNotBeNull();
        answer.ShouldContain("a=ice-ufrag:");
        answer.ShouldContain("a=candidate:1 1 udp");
        var newUfrag = answer.Split('\n').Single(line => line.StartsWith("a=ice-ufrag", StringComparison.Ordinal));
        peer.AnswerSdp.ShouldNotContain(newUfrag);
        endpoint.PeerCount.ShouldBe(1);
        Should.Throw<SdpException>(() => peer.Patch("a=ice-ufrag:x")).Code.ShouldBe("sdp.malformed");
        Should.Throw<SdpException>(() => peer.Patch("nonsense")).Code.ShouldBe("sdp.malformed");
    }

    public async ValueTask DisposeAsync()
    {
        await _hall.DisposeAsync();
        _patience.Dispose();
    }
}
