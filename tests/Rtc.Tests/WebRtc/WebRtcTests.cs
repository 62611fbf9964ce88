using System.Net;
using System.Net.Sockets;
using TalksPlatform.Rtc.Sdp;
using TalksPlatform.Rtc.Srtp;
using TalksPlatform.Rtc.WebRtc;
using TalksPlatform.TestKit;

namespace TalksPlatform.Rtc.Tests.WebRtc;

/// <summary>Clients and an endpoint over real sockets: what is said at one end is heard at the other.</summary>
[Collection(nameof(RealTime))]
public sealed class WebRtcTests : IAsyncDisposable
{
    private static readonly PeerOptions Everything = new() { MayReceive = true, MaySend = true };

    private readonly CancellationTokenSource _patience = new(TimeSpan.FromSeconds(30));
    private readonly RtcHall _hall = new();

    [Theory]
    [InlineData("SRTP_AEAD_AES_128_GCM")]
    [InlineData("SRTP_AES128_CM_SHA1_80")]
    public async Task A_voice_goes_both_ways(string profile)
    {
        var endpoint = _hall.Open();
        var client = _hall.Open(new RtcClientOptions
        {
            Send = true,
            Receive = true,
            SrtpProfiles = [SrtpProfile.All.Single(p => p.Name == profile)],
        });
        var peer = endpoint.Answer(client.OfferSdp, Everything);
        await client.ConnectAsync(peer.AnswerSdp, _patience.Token);
        await peer.Connected.WaitAsync(_patience.Token);

        await using var guest = new Whistler(client.Sender!, 440, -12);
        await using var host = new Whistler(peer.Sender!, 1000, -20);
        await Task.WhenAll(
            Ear.HearsAsync(peer.Receiver!, 440, -12, _patience.Token),
            Ear.HearsAsync(client.Receiver!, 1000, -20, _patience.Token));

        peer.Statistics.PacketsReceived.ShouldBeGreaterThan(20);
        peer.Statistics.PacketsRefused.ShouldBe(0);
    }

    [Fact]
    public async Task Where_the_offer_wants_it_the_server_begins_the_handshake()
    {
        var endpoint = _hall.Open();
        var client = _hall.Open(new RtcClientOptions { Send = true });
        var offer = client.OfferSdp.Replace("a=setup:actpass", "a=setup:passive", StringComparison.Ordinal);
        var peer = endpoint.Answer(offer, Everything);
        peer.AnswerSdp.ShouldContain("a=setup:active");

        await client.ConnectAsync(peer.AnswerSdp, _patience.Token);

        await using var guest = new Whistler(client.Sender!, 440, -12);
        await Ear.HearsAsync(peer.Receiver!, 440, -12, _patience.Token);
    }

    [Fact]
    public async Task A_listener_is_not_heard_and_a_speaker_is_not_sent_to()
    {
        var endpoint = _hall.Open();
        var listener = _hall.Open(new RtcClientOptions { Receive = true });
        var speaker = _hall.Open(new RtcClientOptions { Send = true });

        var whep = endpoint.Answer(listener.OfferSdp, new PeerOptions { MaySend = true });
        var whip = endpoint.Answer(speaker.OfferSdp, new PeerOptions { MayReceive = true });

        whep.Receiver.ShouldBeNull();
        whep.Sender.ShouldNotBeNull();
        whip.Sender.ShouldBeNull();
        whip.Receiver.ShouldNotBeNull();
        Should.Throw<SdpException>(() => endpoint.Answer(speaker.OfferSdp, new PeerOptions { MaySend = true }))
            .Code.ShouldBe("sdp.unsupported");
        await listener.ConnectAsync(whep.AnswerSdp, _patience.Token);
        await using var programme = new Whistler(whep.Sender!, 700, -14);
        await Ear.HearsAsync(listener.Receiver!, 700, -14, _patience.Token);
    }

    [Fact]
    public async Task Whoever_shows_another_certificate_is_refused()
    {
        var endpoint = _hall.Open();
        var client = _hall.Open(new RtcClientOptions { Send = true });
        var peer = endpoint.Answer(WithOtherFingerprint(client.OfferSdp), Everything);

        await Should.ThrowAsync<PeerClosedException>(() => client.ConnectAsync(peer.AnswerSdp, _patience.Token));
        (await peer.Closed.WaitAsync(_patience.Token)).ShouldBe(CloseReason.FingerprintMismatch);
        peer.Connected.IsFaulted.ShouldBeTrue();

        var careful = _hall.Open(new RtcClientOptions { Send = true });
        var genuine = endpoint.Answer(careful.OfferSdp, Everything);
        (await Should.ThrowAsync<PeerClosedException>(
            () => careful.ConnectAsync(WithOtherFingerprint(genuine.AnswerSdp), _patience.Token)))
            .Reason.ShouldBe(CloseReason.FingerprintMismatch);
    }

    [Fact]
    public async Task A_goodbye_is_heard_at_once()
    {
        var (_, leaving, peer, _) = await _hall.ConnectAsync();
        await leaving.DisposeAsync();
        (await peer.Closed.WaitAsync(_patience.Token)).ShouldBe(CloseReason.ClosedByPeer);

        var (endpoint, client, dismissed, _) = await _hall.ConnectAsync();
        await dismissed.DisposeAsync();
        (await client.Closed.WaitAsync(_patience.Token)).ShouldBe(CloseReason.ClosedByPeer);
        await Eventually.BecomesAsync(() => endpoint.PeerCount == 0, "closed peers are forgotten");
    }

    [Fact]
    public async Task Twenty_guests_talk_at_once_each_with_a_voice_of_their_own()
    {
        var endpoint = _hall.Open();
        var guests = await Task.WhenAll(Enumerable.Range(0, 20).Select(async i =>
        {
            var client = _hall.Open(new RtcClientOptions { Send = true, Encoder = new() { Speech = false } });
            var peer = endpoint.Answer(client.OfferSdp, new PeerOptions { MayReceive = true });
            await client.ConnectAsync(peer.AnswerSdp, _patience.Token);
            return (client, peer, hertz: 300 + 100 * i);
        }));

        endpoint.PeerCount.ShouldBe(20);
        var whistlers = guests.Select(guest => new Whistler(guest.client.Sender!, guest.hertz, -12)).ToList();
        await Task.WhenAll(guests.Select(guest =>
            Ear.HearsAsync(guest.peer.Receiver!, guest.hertz, -12, _patience.Token)));
        foreach (var whistler in whistlers)
            await whistler.DisposeAsync();
    }

    [Fact]
    public async Task More_guests_than_handshakes_at_a_time_only_wait_a_little()
    {
        var endpoint = _hall.Open(maxHandshakes: 1);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ =>
        {
            var client = _hall.Open(new RtcClientOptions { Send = true });
            return client.ConnectAsync(endpoint.Answer(client.OfferSdp, Everything).AnswerSdp, _patience.Token);
        }));

        endpoint.PeerCount.ShouldBe(8);
    }

    [Fact]
    public async Task Whoever_never_comes_is_forgotten()
    {
        var time = new ManualTime();
        var endpoint = _hall.Open(time);
        var client = _hall.Open(new RtcClientOptions { Send = true });
        var states = new List<PeerState>();
        var peer = endpoint.Answer(client.OfferSdp, Everything);
        peer.StateChanged += states.Add;

        time.Advance(TimeSpan.FromSeconds(29));
        peer.State.ShouldBe(PeerState.New);
        time.Advance(TimeSpan.FromSeconds(2));

        (await peer.Closed.WaitAsync(_patience.Token)).ShouldBe(CloseReason.ConnectTimeout);
        await Eventually.BecomesAsync(() => endpoint.PeerCount == 0, "the peer is forgotten");
        await Eventually.BecomesAsync(() => states is [PeerState.Closed], "the change is told");
    }

    [Fact]
    public void A_full_endpoint_refuses_politely()
    {
        var endpoint = _hall.Open(maxPeers: 2);
        endpoint.Answer(_hall.Open(new RtcClientOptions { Send = true }).OfferSdp, Everything);
        endpoint.Answer(_hall.Open(new RtcClientOptions { Send = true }).OfferSdp, Everything);

        Should.Throw<EndpointFullException>(
            () => endpoint.Answer(_hall.Open(new RtcClientOptions { Send = true }).OfferSdp, Everything));
    }

    [Fact]
    public async Task Garbage_on_the_port_disturbs_nobody()
    {
        var (endpoint, client, peer, network) = await _hall.ConnectAsync();
        await using var guest = new Whistler(client.Sender!, 440, -12);
        var failures = 0;
        endpoint.Failed += _ => Interlocked.Increment(ref failures);

        var random = new Random(7983);
        using var stranger = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        using var insider = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        for (var i = 0; i < 5_000; i++)
        {
            var garbage = new byte[random.Next(0, 1400)];
            random.NextBytes(garbage);
            if (garbage.Length > 0 && i % 2 == 0)
                garbage[0] = (byte)(new[] { 0, 1, 20, 22, 0x80, 0x90 })[random.Next(6)];
            stranger.SendTo(garbage, endpoint.LocalEndPoint);
            insider.SendTo(garbage, network.EndPoint); // through the relay it bears the guest's address
        }

        await Ear.HearsAsync(peer.Receiver!, 440, -12, _patience.Token);
        peer.State.ShouldBe(PeerState.Connected);
        peer.Statistics.PacketsRefused.ShouldBeGreaterThan(0);
        failures.ShouldBe(0);
    }

    public async ValueTask DisposeAsync()
    {
        await _hall.DisposeAsync();
        _patience.Dispose();
    }

    private static string WithOtherFingerprint(string sdp)
    {
        var at = sdp.IndexOf("a=fingerprint:sha-256 ", StringComparison.Ordinal) + "a=fingerprint:sha-256 ".Length;
        return sdp[..at] + (sdp[at] == '0' ? '1' : '0') + sdp[(at + 1)..];
    }
}
