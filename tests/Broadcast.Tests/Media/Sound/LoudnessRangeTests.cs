namespace TalksPlatform.Broadcast.Tests.Media.Sound;

/// <summary>The signals of EBU Tech 3342, which a meter must read within 1 LU.</summary>
public sealed class LoudnessRangeTests
{
    [Theory]
    [InlineData(10, -20, -30)]
    [InlineData(5, -20, -15)]
    [InlineData(20, -40, -20)]
    [InlineData(15, -50, -35, -20, -35, -50)]
    public void The_range_is_what_the_standard_says(double expected, params int[] levels)
    {
        float[] signal = [.. levels.SelectMany(dbfs => Tones.Sine(1000, seconds: 20, dbfs))];

        Sounds.Measure(signal).Range.ShouldBe(expected, tolerance: 1);
    }

    [Fact]
    public void One_level_and_silence_have_no_range()
    {
        Sounds.Measure(Tones.Sine(1000, seconds: 10, dbfs: -23)).Range.ShouldBe(0, tolerance: 0.1);
        Sounds.Measure(new float[480_000]).Range.ShouldBe(0);
    }

    [Fact]
    public void Measuring_allocates_nothing()
    {
        var meter = Sounds.Measure(Tones.Sine(1000, seconds: 5, dbfs: -23));

        Sounds.Allocated(frame => meter.Measure(frame)).ShouldBe(0);
    }
}
