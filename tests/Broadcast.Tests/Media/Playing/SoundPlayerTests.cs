using TalksPlatform.Broadcast.Media;
using TalksPlatform.Broadcast.Media.Sounds;
using TalksPlatform.Broadcast.Tests.Media.Sound;
using TalksPlatform.TestKit;

namespace TalksPlatform.Broadcast.Tests.Media.Playing;

public sealed class SoundPlayerTests
{
    [Fact]
    public void A_clip_is_heard_to_the_sample_and_then_it_is_over()
    {
        var tone = Tones.Sine(700, 1.5, -20);
        using var player = new SoundPlayer(new MemoryTape(tone), goesRound: false);

        var heard = Play(player, 2);

        heard[..tone.Length].ShouldBe(tone);
        heard[tone.Length..].ShouldAllBe(sample => sample == 0);
        player.IsOver.ShouldBeTrue();
    }

    [Fact]
    public void A_bed_goes_round_without_a_click_wherever_its_waves_are_cut()
    {
        // 700.3 Hz do not fit into a second and a bit: end and beginning would jump.
        using var player = new SoundPlayer(new MemoryTape(Tones.Sine(700.3, 1.2345, -12, degrees: 90)), goesRound: true);

        var heard = Play(player, 20);

        Sounds.Steepest(heard[AudioFrame.Length..]).ShouldBeLessThan(1.1f * 0.251f * 2f * MathF.PI * 700.3f / AudioFrame.SampleRate);
        Sounds.Power(heard.Last(5)).ShouldBe(-15, tolerance: 0.5, "and it does not fade");
        player.IsOver.ShouldBeFalse();
    }

    [Fact]
    public void After_a_restart_a_bed_goes_on_where_it_would_be_by_now()
    {
        var tone = Tones.Frames(RecordedVoices.Room(3.3, -20)).SelectMany(frame => frame).ToArray();
        using var all = new SoundPlayer(new MemoryTape(tone), goesRound: true);
        const int late = (7 * AudioFrame.SampleRate) + 123;
        using var resumed = new SoundPlayer(new MemoryTape(tone), goesRound: true, from: late);

        var (whole, rest) = (Play(all, 12), Play(resumed, 4));

        rest[..AudioFrame.SampleRate].ShouldBe(whole[late..(late + AudioFrame.SampleRate)]);
    }

    [Fact]
    public void It_fades_away_in_the_time_that_is_asked_and_is_over()
    {
        using var player = new SoundPlayer(new MemoryTape(Tones.Sine(500, 10, -20)), goesRound: false);
        Play(player, 1);

        player.FadeTo(0f, TimeSpan.FromSeconds(2));
        var heard = Play(player, 3);

        Tones.LevelAt(heard.AsSpan(AudioFrame.SampleRate - 4800, 9600), 500).ShouldBe(-26, tolerance: 0.5, "half way it is half as loud");
        heard[(2 * AudioFrame.SampleRate)..].ShouldAllBe(sample => sample == 0);
        player.IsOver.ShouldBeTrue();
    }

    [Fact]
    public void The_clocks_thread_allocates_nothing_for_it()
    {
        using var player = new SoundPlayer(new MemoryTape(Tones.Sine(500, 60, -20)), goesRound: true);
        var frame = new float[AudioFrame.Length];
        player.Fill();
        player.Read(frame);
        player.FadeTo(0.5f, TimeSpan.FromSeconds(0.5));
        player.Read(frame);

        Allocation.Of(
            () =>
            {
                for (var i = 0; i < 90; i++)
                    player.Read(frame);
            },
            between: () => player.Fill()).ShouldBe(0);
    }

    [Fact]
    public void The_sounds_that_every_studio_has_are_as_loud_as_a_programme_and_never_pause()
    {
        foreach (var sound in BuiltInSounds.All)
        {
            using var tape = BuiltInSounds.Open(sound);
            ((double)tape.Length / AudioFrame.SampleRate).ShouldBe(sound.Seconds);
            SoundLoudness.Of(tape).Integrated.ShouldBe(-23, tolerance: 0.5);
            SoundLoudness.Of(tape).TruePeak.ShouldBeLessThan(-6);
        }

        using var bed = new SoundPlayer(BuiltInSounds.Open(BuiltInSounds.Bed), goesRound: true);
        var heard = Play(bed, 35);
        foreach (var second in heard.Chunk(AudioFrame.SampleRate / 2))
            Decibels.FromAmplitude(second.Max(Math.Abs)).ShouldBeGreaterThan(-30f);
        Sounds.Steepest(heard).ShouldBeLessThan(0.05f);
    }

    private static float[] Play(SoundPlayer player, double seconds)
    {
        var heard = new float[(int)(seconds * AudioFrame.PerSecond) * AudioFrame.Length];
        for (var at = 0; at < heard.Length; at += AudioFrame.Length)
        {
            player.Fill();
            player.Read(heard.AsSpan(at, AudioFrame.Length));
        }
        return heard;
    }
}
