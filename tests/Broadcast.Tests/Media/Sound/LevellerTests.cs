using TalksPlatform.Broadcast.Media.Mixing.Strip;
using TalksPlatform.Broadcast.Mix;

namespace TalksPlatform.Broadcast.Tests.Media.Sound;

public sealed class LevellerTests
{
    private readonly StripChain _strip = new() { Settings = new StripSettings(Level: true) };

    [Theory]
    [InlineData(5)]
    [InlineData(0)]
    [InlineData(-8)]
    [InlineData(-15)] // -31.4 LUFS
    public void Every_voice_comes_to_the_same_loudness(float decibels)
    {
        var heard = RecordedVoices.Explaining.At(decibels).Through(_strip.Process);

        Sounds.Loudness(heard[(10 * 48_000)..]).ShouldBe(-23, tolerance: 1);
    }

    [Theory]
    [InlineData(-23, 0)] // a sine of -23 dBFS counts as -23 LUFS
    [InlineData(-30, 7)]
    [InlineData(-14, -9)]
    [InlineData(-36, 12)] // as far as it reaches
    public void A_tone_comes_to_the_target(double dbfs, double gain)
    {
        var heard = Tones.Sine(1000, seconds: 8, dbfs).Through(_strip.Process).Last(1);

        Tones.LevelAt(heard, 1000).ShouldBe(dbfs + gain, tolerance: 0.1);
    }

    [Fact]
    public void In_silence_it_is_frozen()
    {
        RecordedVoices.Congratulating.At(-6).And(RecordedVoices.Room(3, -52)).Through(_strip.Process);
        RecordedVoices.Room(1, -52).Through(_strip.Process); // the last word fades out of the measure
        var gain = _strip.LevelDb;
        gain.ShouldNotBe(0);

        RecordedVoices.Room(20, -52).Through(_strip.Process);
        new float[48_000].Through(_strip.Process);

        _strip.LevelDb.ShouldBe(gain);
    }

    [Fact]
    public void It_moves_by_3_dB_a_second_at_most_and_so_never_pumps()
    {
        float[] voice = [.. RecordedVoices.Congratulating.At(-12), .. RecordedVoices.Congratulating.At(6)];
        var (before, fastest) = (0f, 0f);

        voice.Through(frame =>
        {
            _strip.Process(frame);
            fastest = Math.Max(fastest, Math.Abs(_strip.LevelDb - before));
            before = _strip.LevelDb;
        });

        fastest.ShouldBeInRange(0.01f, 0.0601f);
    }

    [Fact]
    public void Among_equal_words_it_hardly_moves()
    {
        RecordedVoices.Explaining[..(15 * 48_000)].Through(_strip.Process);
        var gains = new List<float>();

        RecordedVoices.Explaining[(15 * 48_000)..].Through(frame =>
        {
            _strip.Process(frame);
            gains.Add(_strip.LevelDb);
        });

        (gains.Max() - gains.Min()).ShouldBeLessThan(3);
    }
}
