using System.Net;
using TalksPlatform.Rtc.WebRtc;
using TalksPlatform.TestKit;

namespace TalksPlatform.Rtc.Tests.WebRtc;

/// <summary>An endpoint for many processors has several UDP ports.</summary>
[Collection(nameof(RealTime))]
public sealed class RtcPortTests
{
    [Fact]
    public async Task Peers_take_turns_at_the_ports_and_each_is_reached_at_its_own()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await using var endpoint = new RtcEndpoint(new RtcEndpointOptions
        {
            Bind = new IPEndPoint(IPAddress.Loopback, 0),
            AdvertisedAddresses = [IPAddress.Loopback],
            Ports = 3,
        });
        endpoint.Start();
        endpoint.LocalEndPoints.Select(local => local.Port).Distinct().Count().ShouldBe(3);

        var answers = new List<string>();
        for (var i = 0; i < 3; i++)
        {
            await using var client = RtcClient.Create(new IPEndPoint(IPAddress.Loopback, 0), new RtcClientOptions { Receive = true });
            var peer = endpoint.Answer(client.OfferSdp, new PeerOptions { MaySend = true });
            await client.ConnectAsync(peer.AnswerSdp, patience.Token);
            await peer.Connected.WaitAsync(patience.Token);
            peer.Sender!.SendEncoded([1, 2, 3]);
            await Eventually.BecomesAsync(() => client.Statistics.PacketsReceived == 1, "the packet arrives");
            answers.Add(peer.AnswerSdp);
        }

        foreach (var local in endpoint.LocalEndPoints)
            answers.Count(answer => answer.Contains($" {local.Port} typ host", StringComparison.Ordinal)).ShouldBe(1);
    }
}
