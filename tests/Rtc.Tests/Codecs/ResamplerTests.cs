using TalksPlatform.Rtc.Codecs;

using TalksPlatform.TestKit;
using TalksPlatform.TestKit.Peers;

namespace TalksPlatform.Rtc.Tests.Codecs;

public sealed class ResamplerTests
{
    [Theory]
    [InlineData(8_000, 100)]
    [InlineData(8_000, 1_000)]
    [InlineData(8_000, 3_400)]
    [InlineData(16_000, 300)]
    [InlineData(16_000, 7_000)]
    public void A_tone_in_the_passband_keeps_its_level_both_ways(int rate, double hertz)
    {
        var low = Tone.Make(hertz, -12, rate, rate);

        var high = Convert(low, rate, 48_000);
        var back = Convert(high, 48_000, rate);

        Tone.Level(high.AsSpan(2_000, 40_000), hertz, 48_000).ShouldBe(-12, 0.5);
        Tone.Level(back.AsSpan(1_000, 6_000), hertz, rate).ShouldBe(-12, 0.5);
    }

    [Theory]
    [InlineData(8_000, 4_600)]
    [InlineData(8_000, 5_000)]
    [InlineData(8_000, 7_000)]
    [InlineData(8_000, 15_000)]
    [InlineData(16_000, 9_000)]
    [InlineData(16_000, 13_000)]
    [InlineData(16_000, 20_000)]
    public void What_the_low_rate_cannot_bear_does_not_fold_into_the_voice(int rate, double hertz)
    {
        var high = Tone.Make(hertz, 0, 48_000, 48_000);

        var low = Convert(high, 48_000, rate);

        var alias = Math.Abs(hertz - (Math.Round(hertz / rate) * rate));
        Tone.Level(low.AsSpan(1_000, rate / 2), alias, rate).ShouldBeLessThan(-50);
    }

    [Theory]
    [InlineData(8_000, 3_400)]
    [InlineData(16_000, 7_000)]
    public void Raising_the_rate_leaves_no_image(int rate, double hertz)
    {
        var low = Tone.Make(hertz, 0, rate, rate);

        var high = Convert(low, rate, 48_000);

        Tone.Level(high.AsSpan(2_000, 40_000), rate - hertz, 48_000).ShouldBeLessThan(-50);
    }

    [Fact]
    public void Converting_allocates_nothing()
    {
        var up = Resampler.Create(8_000, 48_000);
        var down = Resampler.Create(48_000, 8_000);
        var low = new float[160];
        var high = new float[960];

        Allocation.Of(() =>
        {
            for (var i = 0; i < 100; i++)
            {
                up.Convert(low, high);
                down.Convert(high, low);
            }
        }).ShouldBe(0);
    }

    private static float[] Convert(float[] input, int from, int to)
    {
        var resampler = Resampler.Create(from, to);
        var output = new float[(long)input.Length * to / from];
        var block = from / 50;
        var written = 0;
        for (var i = 0; i < input.Length; i += block)
            written += resampler.Convert(input.AsSpan(i, block), output.AsSpan(written));
        return output;
    }
}
