using TalksPlatform.Rtc.Rtp;
using TalksPlatform.Rtc.Tests.Rtp;
using TalksPlatform.Rtc.WebRtc;

namespace TalksPlatform.Rtc.Tests.WebRtc;

/// <summary>Recorded speech through real sockets and a relay that loses and delays.</summary>
[Collection(nameof(RealTime))]
public sealed class BadLineTests(ITestOutputHelper output) : IAsyncDisposable
{
    private const int Packets = 500; // ten seconds

    private static readonly RtpFeatures Repairs = new()
    {
        Extensions = new(AudioLevel: 1, MediaId: 4, TransportSequence: 3),
        Nack = true,
        RepairPayloadType = 97,
        TransportFeedback = true,
        ReducedSize = true,
    };

    private readonly RtcHall _hall = new();
    private readonly CancellationTokenSource _patience = new(TimeSpan.FromSeconds(60));
    private readonly Random _random = new(5);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task With_one_packet_in_twenty_lost_and_60_ms_of_jitter_speech_goes_on(bool repairs)
    {
        var endpoint = _hall.Open();
        await using var network = new UdpRelay(endpoint.LocalEndPoint);
        var client = _hall.Open(new RtcClientOptions { Send = true, Features = repairs ? Repairs : RtpFeatures.None });
        var peer = endpoint.Answer(client.OfferSdp, new PeerOptions { MayReceive = true });
        await client.ConnectAsync(network.Redirect(peer.AnswerSdp), _patience.Token);
        await peer.Connected.WaitAsync(_patience.Token);
        network.Passes = _ => Next() > 0.05;
        network.Delay = () => TimeSpan.FromMilliseconds(60 * Next());

        var heard = await TalkAsync(client.Sender!, peer.Receiver!);

        output.WriteLine($"{heard}; {peer.Statistics}");
        heard.Lost.ShouldBeGreaterThan(0);
        heard.Recovered.ShouldBeGreaterThan(heard.Lost / 2);
        heard.Concealed.ShouldBeLessThan(Packets / 10); // a busy machine's own stalls included
        peer.Statistics.PacketsRefused.ShouldBe(0);
    }

    public async ValueTask DisposeAsync()
    {
        await _hall.DisposeAsync();
        _patience.Dispose();
    }

    private double Next()
    {
        lock (_random)
            return _random.NextDouble();
    }

    /// <summary>Speaks and listens at one pace until enough has arrived.</summary>
    private async Task<ReceiverStatistics> TalkAsync(AudioSender mouth, AudioReceiver ear)
    {
        using var clock = new PeriodicTimer(VoiceFrame.Duration);
        var frame = new float[VoiceFrame.Samples];
        for (var begin = 0L; ear.Statistics.Received < Packets; begin += VoiceFrame.Samples)
        {
            await clock.WaitForNextTickAsync(_patience.Token);
            mouth.Send(Speech.At(begin));
            ear.Read(frame);
        }

        return ear.Statistics;
    }
}
