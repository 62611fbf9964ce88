using TalksPlatform.Rtc.Rtp;
using TalksPlatform.Rtc.Tests.Rtp;
using TalksPlatform.Rtc.WebRtc;

namespace TalksPlatform.Rtc.Tests.WebRtc;

/// <summary>Recorded speech through real sockets and a relay that loses and delays, in stepped time.</summary>
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

    private readonly SteppedTime _time = new();
    private readonly RtcHall _hall = new();
    private readonly CancellationTokenSource _patience = new(TimeSpan.FromSeconds(60));
    private readonly Random _random = new(5);
    private int _spoken; // what the network was given of the voice

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task With_one_packet_in_twenty_lost_and_60_ms_of_jitter_speech_goes_on(bool repairs)
    {
        var endpoint = _hall.Open(_time);
        await using var network = new UdpRelay(endpoint.LocalEndPoint);
        var client = _hall.Open(new RtcClientOptions { Send = true, TimeProvider = _time, Features = repairs ? Repairs : RtpFeatures.None });
        var peer = endpoint.Answer(client.OfferSdp, new PeerOptions { MayReceive = true });
        await client.ConnectAsync(network.Redirect(peer.AnswerSdp), _patience.Token);
        await peer.Connected.WaitAsync(_patience.Token);
        var voice = client.Sender!.Format.PayloadType;
        network.Passes = datagram =>
        {
            if (IsRtp(datagram) && (datagram[1] & 0x7F) == voice)
                Interlocked.Increment(ref _spoken);
            return Next() > 0.05;
        };
        network.Delay = () => TimeSpan.FromMilliseconds(60 * Next());

        var heard = Talk(client.Sender!, network, peer);

        output.WriteLine($"{heard}; {peer.Statistics}");
        heard.Lost.ShouldBeGreaterThan(0);
        heard.Recovered.ShouldBeGreaterThan(heard.Lost / 2);
        heard.Concealed.ShouldBeLessThan(Packets / 20);
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

    /// <summary>Speaks and listens at one pace, and goes on when all that is due has arrived.</summary>
    private ReceiverStatistics Talk(AudioSender mouth, UdpRelay network, PeerConnection peer)
    {
        var ear = peer.Receiver!;
        var frame = new float[VoiceFrame.Samples];
        var arrived = peer.Statistics.PacketsReceived;
        for (var turn = 1; ear.Statistics.Received < Packets; turn++)
        {
            _time.MoveTo(turn * VoiceFrame.Milliseconds);
            mouth.Send(Speech.At((long)turn * VoiceFrame.Samples));
            Awaits(() => Volatile.Read(ref _spoken) == turn);
            arrived += network.Deliver(TimeSpan.FromMilliseconds(_time.Milliseconds)).Count(IsRtp);
            Awaits(() => peer.Statistics.PacketsReceived >= arrived);
            ear.Read(frame);
        }

        return ear.Statistics;
    }

    private static void Awaits(Func<bool> condition) => SpinWait.SpinUntil(condition, TimeSpan.FromSeconds(30)).ShouldBeTrue();

    private static bool IsRtp(byte[] datagram) => datagram is [>= 128 and < 192, < 192 or > 223, ..]; // RFC 7983 §7, RFC 5761 §4
}
