using System.Net;
using TalksPlatform.Rtc.Codecs;
using TalksPlatform.Rtc.Rtp;
using TalksPlatform.Rtc.WebRtc;
using TalksPlatform.TestKit;
using TalksPlatform.TestKit.Peers;
using TalksPlatform.TestKit.Voices;

namespace TalksPlatform.Rtc.Tests.WebRtc;

/// <summary>One encoded voice goes to many listeners, each of whom has keys of his own.</summary>
[Collection(nameof(RealTime))]
public sealed class RtcFanoutTests : IAsyncDisposable
{
    private readonly CancellationTokenSource _patience = new(TimeSpan.FromSeconds(30));
    private readonly List<IAsyncDisposable> _open = [];
    private readonly RtcEndpoint _endpoint = new(new RtcEndpointOptions
    {
        Bind = new IPEndPoint(IPAddress.Loopback, 0),
        AdvertisedAddresses = [IPAddress.Loopback],
    });

    public RtcFanoutTests() => _endpoint.Start();

    [Theory]
    [InlineData(20)]
    [InlineData(40)]
    public async Task Everybody_hears_what_was_encoded_once(int milliseconds)
    {
        using var fanout = new RtcFanout(maxLanes: 2);
        var listeners = new List<RtcClient>();
        for (var i = 0; i < 3; i++)
        {
            var (client, peer) = await ListenAsync();
            listeners.Add(client);
            fanout.Add(peer);
            fanout.Add(peer);
        }

        fanout.Count.ShouldBe(3);
        using var enough = new CancellationTokenSource();
        var whistling = WhistleAsync(fanout, 600, milliseconds, enough.Token);
        await Task.WhenAll(listeners.Select(client => Ear.HearsAsync(client.Receiver!, 600, -15, _patience.Token)));
        await enough.CancelAsync();
        await whistling;
        listeners.ShouldAllBe(client => client.Statistics.PacketsRefused == 0);
        listeners.ShouldAllBe(client => client.Receiver!.Statistics.Lost == 0);
    }

    [Fact]
    public async Task Whoever_leaves_gets_nothing_more_and_the_others_everything()
    {
        using var fanout = new RtcFanout();
        var (stays, staying) = await ListenAsync();
        var (_, leaving) = await ListenAsync();
        fanout.Add(staying);
        fanout.Add(leaving);
        fanout.Send([1, 2, 3], 20);
        await Eventually.BecomesAsync(() => leaving.Statistics.PacketsSent == 1, "the first frame reaches both");

        fanout.Remove(leaving);
        fanout.Remove(leaving);
        fanout.Send([4, 5, 6], 20);

        await Eventually.BecomesAsync(() => stays.Statistics.PacketsReceived == 2, "who stays gets both frames");
        leaving.Statistics.PacketsSent.ShouldBe(1);
        fanout.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_closed_connection_does_not_silence_the_others()
    {
        using var fanout = new RtcFanout();
        var (_, closed) = await ListenAsync();
        var (stays, staying) = await ListenAsync();
        fanout.Add(closed);
        fanout.Add(staying);
        await closed.DisposeAsync();

        fanout.Send([1, 2, 3], 20);

        await Eventually.BecomesAsync(() => stays.Statistics.PacketsReceived == 1, "the frame arrives");
    }

    [Fact]
    public async Task A_packet_to_a_listener_allocates_nothing()
    {
        var (_, peer) = await ListenAsync();
        var payload = new byte[100];

        Allocation.Of(() =>
        {
            for (var i = 0; i < 1000; i++)
                peer.Sender!.SendEncoded(payload);
        }).ShouldBe(0);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var open in _open)
            await open.DisposeAsync();
        await _endpoint.DisposeAsync();
        _patience.Dispose();
    }

    private async Task<(RtcClient Client, PeerConnection Peer)> ListenAsync()
    {
        var client = RtcClient.Create(new IPEndPoint(IPAddress.Loopback, 0), new RtcClientOptions { Receive = true });
        var peer = _endpoint.Answer(client.OfferSdp, new PeerOptions { MaySend = true });
        _open.AddRange([client, peer]);
        await client.ConnectAsync(peer.AnswerSdp, _patience.Token);
        await peer.Connected.WaitAsync(_patience.Token);
        return (client, peer);
    }

    private static async Task WhistleAsync(RtcFanout fanout, double hertz, int milliseconds, CancellationToken ct)
    {
        using var encoder = new OpusEncoder();
        using var clock = new PeriodicTimer(TimeSpan.FromMilliseconds(milliseconds));
        var samples = VoiceFrame.SampleRate / 1000 * milliseconds;
        var payload = new byte[OpusEncoder.MaxPayloadLength];
        for (var begin = 0L; !ct.IsCancellationRequested; begin += samples)
        {
            var length = encoder.Encode(Tone.Make(hertz, -15, VoiceFrame.SampleRate, samples, begin), payload);
            fanout.Send(payload.AsSpan(0, length), milliseconds);
            await clock.WaitForNextTickAsync(CancellationToken.None);
        }
    }
}
