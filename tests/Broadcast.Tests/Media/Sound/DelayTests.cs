using TalksPlatform.Broadcast.Media;
using TalksPlatform.Broadcast.Media.Delay;

namespace TalksPlatform.Broadcast.Tests.Media.Sound;

public sealed class DelayTests
{
    private readonly DelayControl _delay = new();

    [Fact]
    public void Without_a_delay_the_sound_passes_bit_for_bit()
    {
        var voice = RecordedVoices.Congratulating[..480_000];

        Delay(voice).ShouldBe(voice);
    }

    [Theory]
    [InlineData(7)]
    [InlineData(10)]
    public void The_delay_is_entered_within_minutes_and_then_is_exact(double seconds)
    {
        _delay.Wanted = TimeSpan.FromSeconds(seconds);
        var voice = Speech(minutes: 4);

        var heard = Delay(voice);

        _delay.Now.TotalSeconds.ShouldBe(seconds, tolerance: 0.0001);
        heard[^480_000..].ShouldBe(voice[^(480_000 + (int)(seconds * 48_000))..^(int)(seconds * 48_000)]);
    }

    [Fact]
    public void It_grows_and_shrinks_by_8_percent_at_most()
    {
        var (entered, left) = (0, 0);
        var delays = new List<double> { 0 };
        _delay.Wanted = TimeSpan.FromSeconds(8);
        Speech(minutes: 2.5).Through(frame =>
        {
            _delay.Process(frame.ToArray(), frame);
            delays.Add(_delay.Now.TotalSeconds);
            entered += _delay.Now.TotalSeconds < 8 ? 1 : 0;
        });
        _delay.Wanted = TimeSpan.Zero;
        Speech(minutes: 2.5).Through(frame =>
        {
            _delay.Process(frame.ToArray(), frame);
            delays.Add(_delay.Now.TotalSeconds);
            left += _delay.Now > TimeSpan.Zero ? 1 : 0;
        });

        _delay.Now.ShouldBe(TimeSpan.Zero);
        (entered / 50.0).ShouldBeInRange(99, 130); // seconds
        (left / 50.0).ShouldBeInRange(99, 130);
        var mostIn5Seconds = delays.Zip(delays.Skip(250), (a, b) => Math.Abs(b - a)).Max();
        mostIn5Seconds.ShouldBeLessThanOrEqualTo((5 * 0.08) + 0.041);
    }

    [Theory]
    [InlineData(110)]
    [InlineData(220.5)]
    [InlineData(997)]
    public void A_tone_keeps_its_pitch_and_never_breaks(double hertz)
    {
        var tone = Tones.Sine(hertz, seconds: 60, dbfs: -12);
        _delay.Wanted = TimeSpan.FromSeconds(10);
        var entering = Delay(tone);
        _delay.Now.TotalSeconds.ShouldBeGreaterThan(4);
        _delay.Wanted = TimeSpan.Zero;
        var leaving = Delay(tone[..(40 * 48_000)]);

        foreach (var heard in new[] { entering, leaving })
        {
            (Pitch(heard) / hertz).ShouldBe(1, tolerance: 0.005);
            var steepest = Math.Pow(10, -12 / 20.0) * 2 * Math.PI * hertz / 48_000;
            Sounds.Steepest(heard).ShouldBeLessThan((float)(steepest * 1.05));
            for (var second = 0; second < heard.Length / 48_000; second++)
                Sounds.Power(heard.AsSpan(second * 48_000, 48_000)).ShouldBe(-15, tolerance: 0.3);
        }
    }

    [Fact]
    public void Speech_is_stretched_without_a_gap_or_a_word_that_comes_twice()
    {
        var voice = Speech(minutes: 2);
        _delay.Wanted = TimeSpan.FromSeconds(8);
        var places = new List<long>();
        var heard = new List<float>();
        long now = 0;
        voice.Through(frame =>
        {
            _delay.Process(frame.ToArray(), frame);
            heard.AddRange(frame);
            now += AudioFrame.Length;
            places.Add(now - (long)(_delay.Now.TotalSeconds * 48_000));
        });

        // Never more than 20 ms comes again, and nothing is passed over.
        var steps = places.Zip(places.Skip(1), (a, b) => b - a).ToArray();
        steps.Min().ShouldBeGreaterThanOrEqualTo(-1);
        steps.Max().ShouldBeLessThanOrEqualTo(AudioFrame.Length + 1);
        // No joint is steeper than the voice itself, nor changes how loud it is.
        Sounds.Steepest([.. heard]).ShouldBeLessThanOrEqualTo(Sounds.Steepest(voice) * 1.02f);
        Sounds.Loudness([.. heard]).ShouldBe(Sounds.Loudness(voice), tolerance: 0.3);
    }

    [Fact]
    public void A_dump_cuts_to_now_and_what_was_waiting_is_never_heard()
    {
        _delay.Wanted = TimeSpan.FromSeconds(7);
        Delay(Tones.Sine(500, seconds: 150, dbfs: -12));
        var obscene = Delay(Tones.Sine(1500, seconds: 5, dbfs: -12));
        _delay.Now.TotalSeconds.ShouldBe(7, tolerance: 0.001);
        Tones.LevelAt(obscene, 1500).ShouldBeLessThan(-90);

        _delay.Dump();
        var heard = Delay(Tones.Sine(2500, seconds: 150, dbfs: -12));

        Tones.LevelAt(heard.AsSpan(960, 48_000), 2500).ShouldBe(-12, tolerance: 0.5); // now, after 20 ms
        Tones.LevelAt(heard, 1500).ShouldBeLessThan(-90);
        Tones.LevelAt(heard.AsSpan(0, 960), 500).ShouldBeGreaterThan(-24); // crossed over, not cut
        Sounds.Steepest(heard).ShouldBeLessThan(0.095f); // of the tone itself: 0.082
        _delay.Now.TotalSeconds.ShouldBe(7, tolerance: 0.001); // and is full again
    }

    [Fact]
    public void It_allocates_nothing()
    {
        var now = new float[AudioFrame.Length];
        _delay.Wanted = TimeSpan.FromSeconds(10);

        Sounds.Allocated(frame =>
        {
            frame.CopyTo(now);
            _delay.Process(now, frame);
        }).ShouldBe(0);
        _delay.Now.ShouldBeGreaterThan(TimeSpan.FromSeconds(1));
    }

    private float[] Delay(float[] sound) => sound.Through(frame => _delay.Process(frame.ToArray(), frame));

    private static float[] Speech(double minutes)
    {
        var voice = RecordedVoices.Explaining;
        return [.. Enumerable.Range(0, (int)(minutes * 60 * 48_000) / 960 * 960).Select(i => voice[i % voice.Length])];
    }

    /// <summary>By counting the waves.</summary>
    private static double Pitch(float[] sound)
    {
        var waves = 0;
        for (var i = 1; i < sound.Length; i++)
            waves += sound[i - 1] < 0 && sound[i] >= 0 ? 1 : 0;
        return waves * 48_000.0 / sound.Length;
    }
}
