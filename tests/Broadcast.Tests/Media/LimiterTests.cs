using TalksPlatform.Broadcast.Media;
using TalksPlatform.Broadcast.Media.Metering;
using TalksPlatform.Broadcast.Media.Mixing;

namespace TalksPlatform.Broadcast.Tests.Media;

public sealed class LimiterTests
{
    [Theory]
    [InlineData(1000, 0)]
    [InlineData(997, 12)]
    [InlineData(12_000, 45)] // its true peak lies between the samples
    [InlineData(100, 0)]
    public void However_loud_the_voices_the_true_peak_stays_below_the_ceiling(double hertz, double degrees)
    {
        var shouting = Tones.Sine(hertz, seconds: 1, dbfs: +9, degrees);

        TruePeakOf(Limit(shouting)).ShouldBeLessThanOrEqualTo(-0.9);
    }

    [Fact]
    public void A_sudden_shout_is_caught_from_its_first_sample()
    {
        float[] sudden = [.. Tones.Sine(440, 0.5, dbfs: -30), .. Tones.Sine(440, 0.1, dbfs: +6), .. Tones.Sine(440, 1, dbfs: -30)];

        var limited = Limit(sudden);

        limited.Max(Math.Abs).ShouldBeLessThanOrEqualTo(Decibels.ToAmplitude(-1f));
        Tones.LevelAt(limited.AsSpan(^24_000), 440).ShouldBe(-30, tolerance: 0.1); // and has recovered
    }

    [Fact]
    public void What_is_not_too_loud_passes_unchanged()
    {
        var speaking = Tones.Sine(440, 1, dbfs: -6);

        var limited = Limit(speaking);

        limited[246..].ShouldBe(speaking[..^246]); // later by the delay, bit for bit
    }

    private static float[] Limit(float[] samples)
    {
        var limiter = new Limiter();
        var limited = new float[samples.Length];
        for (var i = 0; i < samples.Length; i += AudioFrame.Length)
            limiter.Process(samples.AsSpan(i, AudioFrame.Length), limited.AsSpan(i, AudioFrame.Length));
        return limited;
    }

    private static double TruePeakOf(float[] samples)
    {
        var meter = new LoudnessMeter();
        foreach (var frame in Tones.Frames(samples))
            meter.Measure(frame);
        return meter.TruePeak;
    }
}
