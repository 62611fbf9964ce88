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
    private readonly List<IAsyncDisposable> _open = [];

    [Theory]
    [InlineData("SRTP_AEAD_AES_128_GCM")]
    [InlineData("SRTP_AES128_CM_SHA1_80")]
    public async Task A_voice_goes_both_ways(string profile)
    {
        var endpoint = Open();
        var client = Open(new RtcClientOptions
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
        var endpoint = Open();
        var client = Open(new RtcClientOptions { Send = true });
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
        var endpoint = Open();
        var listener = Open(new RtcClientOptions { Receive = true });
        var speaker = Open(new RtcClientOptions { Send = true });

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
        var endpoint = Open();
        var client = Open(new RtcClientOptions { Send = true });
        var peer = endpoint.Answer(WithOtherFingerprint(client.OfferSdp), Everything);

        await Should.ThrowAsync<PeerClosedException>(() => client.ConnectAsync(peer.AnswerSdp, _patience.Token));
        (await peer.Closed.WaitAsync(_patience.Token)).ShouldBe(CloseReason.FingerprintMismatch);
        peer.Connected.IsFaulted.ShouldBeTrue();

        var careful = Open(new RtcClientOptions { Send = true });
        var genuine = endpoint.Answer(careful.OfferSdp, Everything);
        (await Should.ThrowAsync<PeerClosedException>(
            () => careful.ConnectAsync(WithOtherFingerprint(genuine.AnswerSdp), _patience.Token)))
            .Reason.ShouldBe(CloseReason.FingerprintMismatch);
    }

    [Fact]
    public async Task A_goodbye_is_heard_at_once()
    {
        var (_, leaving, peer, _) = await ConnectAsync();
        await leaving.DisposeAsync();
        (await peer.Closed.WaitAsync(_patience.Token)).ShouldBe(CloseReason.ClosedByPeer);

        var (endpoint, client, dismissed, _) = await ConnectAsync();
        await dismissed.DisposeAsync();
        (await client.Closed.WaitAsync(_patience.Token)).ShouldBe(CloseReason.ClosedByPeer);
        await Eventually.BecomesAsync(() => endpoint.PeerCount == 0, "closed peers are forgotten");
    }

    [Fact]
    public async Task A_client_that_vanishes_and_a_server_that_crashes_are_noticed()
    {
        var (_, client, peer, network) = await ConnectAsync(impatient: true);

        network.Passes = _ => false;

        (await peer.Closed.WaitAsync(_patience.Token)).ShouldBe(CloseReason.ConsentExpired);
        (await client.Closed.WaitAsync(_patience.Token)).ShouldBe(CloseReason.ConsentExpired);
    }

    [Fact]
    public async Task A_guest_who_changes_networks_goes_on_talking()
    {
        var (_, client, peer, network) = await ConnectAsync(impatient: true);
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
        var (_, client, peer, network) = await ConnectAsync(impatient: true);
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
        var (_, _, peer, _) = await ConnectAsync(passes: datagram =>
        {
            lock (random)
                return random.NextDouble() > 0.3 || datagram[0] < 4;
        });

        peer.State.ShouldBe(PeerState.Connected);
    }

    [Fact]
    public async Task Twenty_guests_talk_at_once_each_with_a_voice_of_their_own()
    {
        var endpoint = Open();
        var guests = await Task.WhenAll(Enumerable.Range(0, 20).Select(async i =>
        {
            var client = Open(new RtcClientOptions { Send = true, Encoder = new() { Speech = false } });
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
        var endpoint = Open(maxHandshakes: 1);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ =>
        {
            var client = Open(new RtcClientOptions { Send = true });
            return client.ConnectAsync(endpoint.Answer(client.OfferSdp, Everything).AnswerSdp, _patience.Token);
        }));

        endpoint.PeerCount.ShouldBe(8);
    }

    [Fact]
    public void A_patch_restarts_ice_only_when_it_brings_new_credentials()
    {
        var endpoint = Open();
        var peer = endpoint.Answer(Open(new RtcClientOptions { Send = true }).OfferSdp, Everything);
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

    [Fact]
    public async Task Whoever_never_comes_is_forgotten()
    {
        var time = new ManualTime();
        var endpoint = Open(time);
        var client = Open(new RtcClientOptions { Send = true });
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
        var endpoint = Open(maxPeers: 2);
        endpoint.Answer(Open(new RtcClientOptions { Send = true }).OfferSdp, Everything);
        endpoint.Answer(Open(new RtcClientOptions { Send = true }).OfferSdp, Everything);

        Should.Throw<EndpointFullException>(
            () => endpoint.Answer(Open(new RtcClientOptions { Send = true }).OfferSdp, Everything));
    }

    [Fact]
    public async Task Garbage_on_the_port_disturbs_nobody()
    {
        var (endpoint, client, peer, network) = await ConnectAsync();
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
        foreach (var closing in Enumerable.Reverse(_open))
            await closing.DisposeAsync();
        _patience.Dispose();
    }

    private static string WithOtherFingerprint(string sdp)
    {
        var at = sdp.IndexOf("a=fingerprint:sha-256 ", StringComparison.Ordinal) + "a=fingerprint:sha-256 ".Length;
        return sdp[..at] + (sdp[at] == '0' ? '1' : '0') + sdp[(at + 1)..];
    }

    private async Task<(RtcEndpoint Endpoint, RtcClient Client, PeerConnection Peer, UdpRelay Network)> ConnectAsync(
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

    private RtcClient Open(RtcClientOptions options)
    {
        var client = RtcClient.Create(new IPEndPoint(IPAddress.Loopback, 0), options);
        _open.Add(client);
        return client;
    }

    private RtcEndpoint Open(TimeProvider? time = null, TimeSpan? consent = null, int maxPeers = 100, int maxHandshakes = 64)
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
}
