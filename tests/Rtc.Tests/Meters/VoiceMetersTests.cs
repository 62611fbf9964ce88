using TalksPlatform.Rtc.Rtp;
using TalksPlatform.Rtc.Tests.Rtp;

namespace TalksPlatform.Rtc.Tests.Meters;

public sealed class VoiceMetersTests
{
    [Fact]
    public void Voices_are_summed_up_while_they_last_and_after()
    {
        var random = new Random(6);
        var before = MeterReading.Take();

        using (var line = new VoiceLine(AudioFormat.Opus(111)) { Travel = _ => random.NextDouble() < 0.1 ? null : 10 })
        {
            line.Run(seconds: 10);
            var during = MeterReading.Take();
            (during["talks.rtc.packets.received"] - before["talks.rtc.packets.received"])
                .ShouldBeGreaterThanOrEqualTo(line.Receiver.Statistics.Received);
            during["talks.rtc.voices.heard"].ShouldBeGreaterThanOrEqualTo(1);
            during.Names.Where(name => name.StartsWith("talks.rtc.delay", StringComparison.Ordinal)).Order(StringComparer.Ordinal)
                .ShouldBe(["talks.rtc.delay quantile=0.5", "talks.rtc.delay quantile=0.95", "talks.rtc.delay quantile=1"]);
        }

        var after = MeterReading.Take();
        (after["talks.rtc.packets.received"] - before["talks.rtc.packets.received"]).ShouldBeGreaterThanOrEqualTo(400);
        (after["talks.rtc.packets.lost"] - before["talks.rtc.packets.lost"]).ShouldBeGreaterThanOrEqualTo(30);
        (after["talks.rtc.packets.sent"] - before["talks.rtc.packets.sent"]).ShouldBeGreaterThanOrEqualTo(500);
    }

    [Fact]
    public void Frames_of_a_second_clock_stay_in_the_sum()
    {
        var before = MeterReading.Take();
        var echo = new Echo();
        using (echo.Sender = new AudioSender(AudioFormat.Pcma(), echo))
            echo.Sender.Send(new float[VoiceFrame.Samples]);

        (MeterReading.Take()["talks.rtc.frames.overlapped"] - before["talks.rtc.frames.overlapped"]).ShouldBeGreaterThanOrEqualTo(1);
    }

    [Fact]
    public void No_instrument_names_a_peer()
    {
        using var line = new VoiceLine(AudioFormat.Pcma());
        line.Run(seconds: 1);

        MeterReading.Take().Names.ShouldAllBe(name => !name.Contains('=') || IsOfFew(name));
    }

    private static bool IsOfFew(string name) =>
        name.Contains(" quantile=", StringComparison.Ordinal)
        || name.Contains(" state=", StringComparison.Ordinal)
        || name.Contains(" trunk=", StringComparison.Ordinal);

    /// <summary>A network that sends another frame while one is being sent.</summary>
    private sealed class Echo : IRtpTransport
    {
        public AudioSender? Sender { get; set; }

        public void SendRtp(ReadOnlySpan<byte> packet) => Sender!.Send(new float[VoiceFrame.Samples]);

        public void SendRtcp(ReadOnlySpan<byte> packet)
        {
            // Nobody listens to reports here.
        }
    }
}
