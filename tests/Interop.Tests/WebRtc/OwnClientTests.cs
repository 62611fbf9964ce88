using System.Net;
using TalksPlatform.Rtc.Rtp;
using TalksPlatform.Rtc.Srtp;
using TalksPlatform.Rtc.WebRtc;

namespace TalksPlatform.Interop.Tests.WebRtc;

/// <summary>Our client calls our server by WHIP, as a relay or a load generator does.</summary>
public sealed class OwnClientTests
{
    private readonly CancellationTokenSource _patience = new(TimeSpan.FromSeconds(30));

    /// <summary>Another version of it there is not.</summary>
    public OwnClientTests() => PeerVersions.Report("RtcClient", "ours");

    [Fact]
    [Interop("RtcClient", "opus", "publish", "UDP")]
    public Task It_is_heard() => CallsAsync(new() { Send = true });

    [Fact]
    [Interop("RtcClient", "opus", "listen", "UDP")]
    public Task It_hears() => CallsAsync(new() { Receive = true });

    [Fact]
    [Interop("RtcClient", "opus", "both", "UDP")]
    public Task It_talks_and_listens_with_GCM() =>
        CallsAsync(new() { Send = true, Receive = true, SrtpProfiles = [SrtpProfile.AeadAes128Gcm] });

    [Fact]
    [Interop("RtcClient", "opus", "both", "UDP")]
    public Task It_talks_and_listens_with_counter_mode() =>
        CallsAsync(new() { Send = true, Receive = true, SrtpProfiles = [SrtpProfile.Aes128CmSha1] });

    [Fact]
    [Interop("RtcClient", "opus", "both", "TCP")]
    public Task It_talks_and_listens_over_TCP() => CallsAsync(new() { Send = true, Receive = true, Udp = false });

    [Fact]
    [Interop("RtcClient", "opus", "both", "UDP over IPv6")]
    public Task It_talks_and_listens_over_IPv6() => CallsAsync(new() { Send = true, Receive = true }, IPAddress.IPv6Loopback);

    private async Task CallsAsync(RtcClientOptions options, IPAddress? address = null)
    {
        var home = address ?? IPAddress.Loopback;
        await using var host = await WhipHost.StartAsync(home);
        await using var client = RtcClient.Create(new IPEndPoint(home, 0), options);
        using var http = new HttpClient { BaseAddress = host.Address };
        var call = host.NewCall();
        using var offer = new StringContent(client.OfferSdp, mediaType: new("application/sdp"));
        using var answer = await http.PostAsync($"/{(options.Send ? "whip" : "whep")}/{call}", offer, _patience.Token);
        await client.ConnectAsync(await answer.Content.ReadAsStringAsync(_patience.Token), _patience.Token);
        var peer = await host.PeerAsync(call);

        await Task.WhenAll(
            CarriesAsync(client.Sender, peer.Receiver, 440, -12),
            CarriesAsync(peer.Sender, client.Receiver, 1_000, -20));
    }

    /// <summary>A tone goes from one end to the other, where that was agreed on.</summary>
    private async Task CarriesAsync(AudioSender? mouth, AudioReceiver? ear, double hertz, double level)
    {
        if (mouth is null || ear is null)
            return;
        await using var whistler = new Whistler(mouth, hertz, level);
        await Ear.HearsAsync(ear, hertz, level, _patience.Token);
    }
}
