using TalksPlatform.Broadcast.Media;
using TalksPlatform.Broadcast.Media.Mixing.Strip;

namespace TalksPlatform.Broadcast.Tests.Media.Sound;

public sealed class AutomixerTests
{
    private readonly Automixer _mixer = new();

    [Fact]
    public void A_single_voice_passes_at_0_dB_bit_for_bit()
    {
        var voice = RecordedVoices.Congratulating[..480_000];

        Share(voice, new float[480_000])[0].ShouldBe(voice);
    }

    [Theory]
    [InlineData(-20, -3.01, -3.01)]
    [InlineData(-26, -0.97, -6.99)]
    [InlineData(-40, -0.04, -20.04)]
    public void Two_who_speak_share_the_gain_of_one(double second, double gainOfFirst, double gainOfSecond)
    {
        var heard = Share(Tones.Sine(1200, seconds: 2, dbfs: -20), Tones.Sine(1600, seconds: 2, second));

        var first = Tones.LevelAt(heard[0].Last(1), 1200) + 20;
        var other = Tones.LevelAt(heard[1].Last(1), 1600) - second;
        first.ShouldBe(gainOfFirst, tolerance: 0.1);
        other.ShouldBe(gainOfSecond, tolerance: 0.1);
        (Math.Pow(10, first / 10) + Math.Pow(10, other / 10)).ShouldBe(1, tolerance: 0.03);
    }

    [Fact]
    public void Ten_open_microphones_are_as_noisy_as_one()
    {
        var heard = Share([.. Enumerable.Range(0, 10).Select(i => RecordedVoices.Room(3, dbfs: -60, seed: i))]);

        var sum = heard.Aggregate((a, b) => a.And(b));
        Sounds.Power(sum.Last(1)).ShouldBe(-60, tolerance: 0.5);
    }

    [Fact]
    public void Who_speaks_is_favoured_over_an_open_microphone()
    {
        var voice = RecordedVoices.Congratulating[..480_000];
        var room = RecordedVoices.Room(10, dbfs: -60);

        var heard = Share(voice, room);

        (Sounds.Loudness(heard[0]) - Sounds.Loudness(voice)).ShouldBeGreaterThan(-0.1);
        Sounds.Power(heard[1]).ShouldBeLessThan(-60 - 6);
    }

    [Theory]
    [InlineData(200)] // into the pause in which turns are taken
    [InlineData(2000)]
    public void The_first_syllable_is_not_clipped(int pause)
    {
        var first = RecordedVoices.Explaining[..(3 * 48_000)];
        var end = Array.FindLastIndex(first, sample => Math.Abs(sample) > 0.02f);
        var answer = RecordedVoices.Congratulating[RecordedVoices.OnsetOf(RecordedVoices.Congratulating)..];
        for (var offset = 0; offset < 960; offset += 160) // wherever in a frame it begins
        {
            var begin = end + (pause * 48) + offset;
            float[] a = [.. first[..end], .. new float[6 * 48_000]];
            float[] b = [.. new float[begin], .. answer];
            a = a[..(6 * 48_000)].And(RecordedVoices.Room(3, dbfs: -62));
            b = b[..(6 * 48_000)].And(RecordedVoices.Room(3, dbfs: -62, seed: 2));

            var heard = Share(a, b)[1];

            Lost(heard, b, begin, milliseconds: 5).ShouldBeLessThan(1);
            Lost(heard, b, begin, milliseconds: 50).ShouldBeLessThan(0.5);
        }
    }

    [Fact]
    public void Who_is_spoken_over_is_not_cut_off()
    {
        var quiet = Tones.Sine(300, seconds: 2, dbfs: -30);
        float[] loud = [.. new float[48_000], .. Tones.Sine(700, seconds: 1, dbfs: -10)];

        var heard = Share(quiet, loud)[0];

        (Sounds.Power(heard.AsSpan(48_000, 960)) - Sounds.Power(quiet.AsSpan(48_000, 960))).ShouldBeGreaterThan(-1.5);
        Tones.LevelAt(heard.Last(0.5), 300).ShouldBe(-50, tolerance: 0.2);
    }

    [Fact]
    public void It_allocates_nothing()
    {
        var shares = new[] { new AutomixShare(), new AutomixShare() };
        var other = Tones.Sine(300, seconds: 0.02, dbfs: -30);

        Sounds.Allocated(frame =>
        {
            _mixer.Begin();
            shares[0].Listen(_mixer, frame);
            shares[1].Listen(_mixer, other);
            shares[0].Take(_mixer, frame);
            shares[1].Take(_mixer, other);
        }).ShouldBe(0);
    }

    private static double Lost(float[] heard, float[] said, int begin, int milliseconds) =>
        Sounds.Power(said.AsSpan(begin, milliseconds * 48)) - Sounds.Power(heard.AsSpan(begin, milliseconds * 48));

    private float[][] Share(params float[][] voices)
    {
        var heard = voices.Select(voice => voice[..(voice.Length / AudioFrame.Length * AudioFrame.Length)].ToArray()).ToArray();
        var shares = voices.Select(_ => new AutomixShare()).ToArray();
        for (var at = 0; at < heard[0].Length; at += AudioFrame.Length)
        {
            _mixer.Begin();
            for (var i = 0; i < heard.Length; i++)
                shares[i].Listen(_mixer, heard[i].AsSpan(at, AudioFrame.Length));
            for (var i = 0; i < heard.Length; i++)
                shares[i].Take(_mixer, heard[i].AsSpan(at, AudioFrame.Length));
        }
        return heard;
    }
}
