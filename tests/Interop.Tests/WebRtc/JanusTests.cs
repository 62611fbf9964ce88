using System.Net;
using TalksPlatform.Rtc.WebRtc;

namespace TalksPlatform.Interop.Tests.WebRtc;

/// <summary>A server of somebody else's, called by our client and calling our server.</summary>
public sealed class JanusTests(Janus janus) : IClassFixture<Janus>
{
    private readonly CancellationTokenSource _patience = new(TimeSpan.FromSeconds(30));

    [Fact]
    [Interop("Janus", "opus", "both", "UDP")]
    public async Task Our_clients_talk_with_each_other_in_its_bridge()
    {
        await using var ada = await EnterAsync();
        await using var bob = await EnterAsync();

        await using var ada440 = new Whistler(ada.Sender!, 440, -12);
        await Ear.HearsAsync(bob.Receiver!, 440, -12, _patience.Token);
        await ada440.DisposeAsync();
        await using var bob1000 = new Whistler(bob.Sender!, 1_000, -20);
        await Ear.HearsAsync(ada.Receiver!, 1_000, -20, _patience.Token);
    }

    [Fact]
    [Interop("Janus", "opus", "call out", "UDP")]
    public async Task It_calls_our_server()
    {
        await using var endpoint = new RtcEndpoint(new RtcEndpointOptions
        {
            Bind = new IPEndPoint(janus.OurAddress, 0),
            AdvertisedAddresses = [janus.OurAddress],
        });
        endpoint.Start();
        var handle = await janus.AttachAsync(_patience.Token);
        var offer = await handle.AskAsync(new { request = "join", room = Janus.Room, generate_offer = true }, null, _patience.Token);
        await using var peer = endpoint.Answer(offer!, new PeerOptions { MayReceive = true, MaySend = true });
        await handle.AskAsync(new { request = "configure" }, ("answer", peer.AnswerSdp), _patience.Token);
        await peer.Connected.WaitAsync(_patience.Token);
        await using var client = await EnterAsync();

        await using var ours = new Whistler(peer.Sender!, 440, -12);
        await Ear.HearsAsync(client.Receiver!, 440, -12, _patience.Token);
        await ours.DisposeAsync();
        await using var theirs = new Whistler(client.Sender!, 1_000, -20);
        await Ear.HearsAsync(peer.Receiver!, 1_000, -20, _patience.Token);
    }

    private async Task<RtcClient> EnterAsync()
    {
        var client = RtcClient.Create(
            new IPEndPoint(janus.OurAddress, 0), new RtcClientOptions { Send = true, Receive = true });
        var handle = await janus.AttachAsync(_patience.Token);
        var answer = await handle.AskAsync(new { request = "join", room = Janus.Room }, ("offer", client.OfferSdp), _patience.Token);
        await client.ConnectAsync(answer!, _patience.Token);
        return client;
    }
}
