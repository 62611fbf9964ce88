using System.Net;
using TalksPlatform.Rtc.WebRtc;
using TalksPlatform.TestKit;

namespace TalksPlatform.Rtc.Tests.WebRtc;

/// <summary>Who has left is forgotten by everything that knew him.</summary>
[Collection(nameof(RealTime))]
public sealed class ComingAndGoingTests
{
    private const int Visitors = 200;
    private const int Threads = 4; // each may still have the last one in its hands

    [Fact]
    public async Task Two_hundred_who_come_and_go_leave_nothing_behind()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await using var endpoint = new RtcEndpoint(new RtcEndpointOptions
        {
            Bind = new IPEndPoint(IPAddress.Loopback, 0),
            AdvertisedAddresses = [IPAddress.Loopback],
        });
        endpoint.Start();
        using var fanout = new RtcFanout();

        var visitors = new List<WeakReference>();
        for (var i = 0; i < Visitors; i++)
            visitors.Add(await VisitAsync(endpoint, fanout, patience.Token));

        await Eventually.BecomesAsync(() => endpoint.PeerCount == 0, "all goodbyes are heard");
        fanout.Count.ShouldBe(0);
        await Eventually.BecomesAsync(() => Remembered(visitors) <= Threads, "nobody is held on to");
        endpoint.DroppedHandshakes.ShouldBe(0);
    }

    private static async Task<WeakReference> VisitAsync(RtcEndpoint endpoint, RtcFanout fanout, CancellationToken ct)
    {
        await using var client = RtcClient.Create(
            new IPEndPoint(IPAddress.Loopback, 0), new RtcClientOptions { Send = true, Receive = true });
        await using var peer = endpoint.Answer(client.OfferSdp, new PeerOptions { MaySend = true, MayReceive = true });
        await client.ConnectAsync(peer.AnswerSdp, ct);
        await peer.Connected.WaitAsync(ct);
        fanout.Add(peer);
        fanout.Send([1, 2, 3], 20);
        fanout.Remove(peer);
        return new WeakReference(peer);
    }

    private static int Remembered(List<WeakReference> visitors)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        return visitors.Count(visitor => visitor.IsAlive);
    }
}
