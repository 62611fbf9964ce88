using System.Net;
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
    [Interop("RtcClient", "opus", "both", "UDP")]
    public Task It_talks_and_listens_with_GCM() => TalksAndListensAsync(SrtpProfile.AeadAes128Gcm);

    [Fact]
    [Interop("RtcClient", "opus", "both", "UDP")]
    public Task It_talks_and_listens_with_counter_mode() => TalksAndListensAsync(SrtpProfile.Aes128CmSha1);

    private async Task TalksAndListensAsync(SrtpProfile profile)
    {
        await using var host = await WhipHost.StartAsync();
        await using var client = RtcClient.Create(
            new IPEndPoint(IPAddress.Loopback, 0), new RtcClientOptions { Send = true, Receive = true, SrtpProfiles = [profile] });
        using var http = new HttpClient { BaseAddress = host.Address };
        var call = host.NewCall();
        using var offer = new StringContent(client.OfferSdp, mediaType: new("application/sdp"));
        using var answer = await http.PostAsync($"/whip/{call}", offer, _patience.Token);
        await client.ConnectAsync(await answer.Content.ReadAsStringAsync(_patience.Token), _patience.Token);
        var peer = await host.PeerAsync(call);

        await using var theirs = new Whistler(client.Sender!, 440, -12);
        await using var ours = new Whistler(peer.Sender!, 1_000, -20);
        await Task.WhenAll(
            Ear.HearsAsync(peer.Receiver!, 440, -12, _patience.Token),
            Ear.HearsAsync(client.Receiver!, 1_000, -20, _patience.Token));
    }
}
