using TalksPlatform.Broadcast.Media;
using TalksPlatform.Broadcast.Media.Mixing;
using TalksPlatform.TestKit;

namespace TalksPlatform.Broadcast.Tests.Media;

public sealed class MixerTests
{
    private readonly MixerInput _ada = new(new SingingVoice(500, -20));
    private readonly MixerInput _bounma = new(new SingingVoice(1500, -26));

    [Fact]
    public void The_programme_is_the_sum_of_the_voices_that_are_on_air()
    {
        _ada.Fader.Target = 1;

        var programme = Mix(seconds: 1).Programme;

        Tones.LevelAt(programme, 500).ShouldBe(-20, tolerance: 0.1);
        Tones.LevelAt(programme, 1500).ShouldBeLessThan(-100);
    }

    [Fact]
    public void Each_contributor_hears_the_programme_without_herself()
    {
        _ada.Fader.Target = 1;
        _bounma.Fader.Target = 1;

        var back = Mix(seconds: 1).BackToAda;

        Tones.LevelAt(back, 1500).ShouldBe(-26, tolerance: 0.1);
        Tones.LevelAt(back, 500).ShouldBeLessThan(-80);
    }

    [Fact]
    public void Who_waits_off_air_hears_all_of_the_programme()
    {
        _bounma.Fader.Target = 1;

        var back = Mix(seconds: 1).BackToAda;

        Tones.LevelAt(back, 1500).ShouldBe(-26, tolerance: 0.1);
        _ada.Level.Decibel.ShouldBe(-20f, tolerance: 0.5f); // her meter moves: the host sees that she is there
    }

    [Fact]
    public void Coming_on_air_and_leaving_it_do_not_click()
    {
        var heard = new List<float>();
        heard.AddRange(Mix(seconds: 0.2).Programme);
        _ada.Fader.Target = 1;
        heard.AddRange(Mix(seconds: 0.2).Programme);
        _ada.Fader.Target = 0;
        heard.AddRange(Mix(seconds: 0.2).Programme);

        // A 500 Hz sine at -20 dBFS moves by 0.0065 at most between two samples; a click would jump by up to 0.1.
        var steepest = heard.Zip(heard.Skip(1), (a, b) => Math.Abs(b - a)).Max();
        steepest.ShouldBeLessThan(0.0075f);
        heard[^1].ShouldBe(0);
    }

    [Fact]
    public void Mixing_allocates_nothing()
    {
        var mixer = new Mixer();
        MixerInput[] inputs = [_ada, _bounma];
        var minus = new MixMinus();
        var output = new float[AudioFrame.Length];
        var pool = new AudioFramePool(4);
        var ring = new FrameRing(2);
        void Tick()
        {
            mixer.Mix(inputs, output);
            minus.Take(mixer.Bus, _ada.Samples, [], output);
            var frame = pool.Rent(0);
            ring.Write(frame);
            frame.Release();
        }
        for (var i = 0; i < 20; i++)
            Tick();

        Allocation.Of(() =>
        {
            for (var i = 0; i < 500; i++)
                Tick();
        }).ShouldBe(0);
    }

    private readonly Mixer _mixer = new();
    private readonly MixMinus _minus = new();

    private (float[] Programme, float[] BackToAda) Mix(double seconds)
    {
        var frames = (int)(seconds * AudioFrame.PerSecond);
        var programme = new float[frames * AudioFrame.Length];
        var back = new float[frames * AudioFrame.Length];
        for (var i = 0; i < frames; i++)
        {
            _mixer.Mix([_ada, _bounma], programme.AsSpan(i * AudioFrame.Length, AudioFrame.Length));
            _minus.Take(_mixer.Bus, _ada.Samples, [], back.AsSpan(i * AudioFrame.Length, AudioFrame.Length));
        }
        return (programme, back);
    }
}
