using TalksPlatform.Broadcast.Media;
using TalksPlatform.Broadcast.Media.Mixing;

namespace TalksPlatform.Broadcast.Tests.Media.Sound;

public sealed class DuckerTests
{
    private static readonly float Speech = Decibels.ToPower(-25);

    private readonly Ducker _ducker = new();

    [Fact]
    public void Without_speech_a_bed_passes_bit_for_bit()
    {
        var bed = Tones.Sine(440, seconds: 1, dbfs: -20);

        Duck(bed, 0).ShouldBe(bed);
    }

    [Fact]
    public void A_bed_lies_12_dB_under_the_speech()
    {
        var heard = Duck(Tones.Sine(440, seconds: 1, dbfs: -20), Speech);

        Tones.LevelAt(heard.Last(0.5), 440).ShouldBe(-32, tolerance: 0.1);
    }

    [Fact]
    public void It_is_down_after_150_ms_and_up_again_after_a_pause_and_a_second_and_a_half()
    {
        LevelAfter(0.16, Speech).ShouldBe(-12, tolerance: 0.1);
        LevelAfter(0.6, 0).ShouldBe(-12, tolerance: 0.1); // a pause between two sentences
        LevelAfter(0.74, 0).ShouldBeInRange(-7.5, -5);
        LevelAfter(0.9, 0).ShouldBe(0, tolerance: 0.01);
    }

    [Fact]
    public void It_never_clicks()
    {
        float[] heard =
        [
            .. Duck(Tones.Sine(200, seconds: 0.5, dbfs: -12), 0),
            .. Duck(Tones.Sine(200, seconds: 0.5, dbfs: -12), Speech),
            .. Duck(Tones.Sine(200, seconds: 3, dbfs: -12), 0),
        ];

        Sounds.Steepest(heard).ShouldBeLessThan(0.0068f); // of the tone itself: 0.0066
    }

    [Fact]
    public void It_allocates_nothing() => Sounds.Allocated(frame =>
    {
        _ducker.Listen(Speech);
        _ducker.Apply(frame);
    }).ShouldBe(0);

    private float[] Duck(float[] bed, float speech) => bed.Through(frame =>
    {
        _ducker.Listen(speech);
        _ducker.Apply(frame);
    });

    private double LevelAfter(double seconds, float speech)
    {
        var ones = Enumerable.Repeat(1f, (int)Math.Round(seconds * 50) * AudioFrame.Length).ToArray();
        return Decibels.FromAmplitude(Duck(ones, speech)[^1]);
    }
}
