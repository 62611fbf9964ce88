using System.Globalization;
using TalksPlatform.Broadcast.Media.Metering;

namespace TalksPlatform.Broadcast.Tests.Media;

/// <summary>The signals of EBU Tech 3341, which a meter must read within 0.1 LU.</summary>
public sealed class LoudnessMeterTests
{
    public static TheoryData<string, double> IntegratedSignals => new()
    {
        { "20@-23", -23 },
        { "20@-33", -33 },
        { "10@-36 60@-23 10@-36", -23 },
        { "10@-72 10@-36 60@-23 10@-36 10@-72", -23 },
        { "20@-26 20.1@-20 20@-26", -23 },
    };

    [Theory]
    [MemberData(nameof(IntegratedSignals))]
    public void Integrated_loudness_ignores_the_quiet_parts(string signal, double expected) =>
        Measure(Signal(signal)).Integrated.ShouldBe(expected, tolerance: 0.1);

    [Fact]
    public void Short_term_loudness_spans_three_seconds() =>
        Measure(Signal(string.Join(' ', Enumerable.Repeat("1.34@-20 1.66@-30", 5)))).ShortTerm.ShouldBe(-23, tolerance: 0.1);

    [Fact]
    public void Momentary_loudness_spans_four_tenths_of_a_second() =>
        Measure(Signal(string.Join(' ', Enumerable.Repeat("0.18@-20 0.22@-30", 25)))).Momentary.ShouldBe(-23, tolerance: 0.1);

    [Theory]
    [InlineData(4, 0, 0.5, -6)]
    [InlineData(4, 45, 0.5, -6)]
    [InlineData(6, 60, 0.5, -6)]
    [InlineData(8, 67.5, 0.5, -6)]
    [InlineData(4, 45, 1.41, 3)]
    public void The_true_peak_is_found_between_the_samples(double divisor, double degrees, double amplitude, double expected)
    {
        var tone = Tones.Sine(48_000 / divisor, seconds: 1, dbfs: 20 * Math.Log10(amplitude), degrees);
        const int taper = 4800;
        for (var i = 0; i < taper; i++)
        {
            var gain = (float)(0.5 - (0.5 * Math.Cos(Math.PI * i / taper)));
            tone[i] *= gain;
            tone[^(i + 1)] *= gain;
        }

        Measure(tone).TruePeak.ShouldBeInRange(expected - 0.4, expected + 0.2);
    }

    [Fact]
    public void Silence_has_no_loudness()
    {
        var meter = Measure(new float[48_000]);

        meter.Integrated.ShouldBe(double.NegativeInfinity);
        meter.Momentary.ShouldBe(double.NegativeInfinity);
    }

    private static float[] Signal(string parts) => [.. parts.Split(' ').SelectMany(part =>
    {
        var (seconds, dbfs) = (Number(part.Split('@')[0]), Number(part.Split('@')[1]));
        return Tones.Sine(1000, seconds, dbfs);
    })];

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static LoudnessMeter Measure(float[] samples)
    {
        var meter = new LoudnessMeter();
        foreach (var frame in Tones.Frames(samples))
            meter.Measure(frame);
        return meter;
    }
}
