using TalksPlatform.Server.Demo;

namespace TalksPlatform.Server.Tests;

public sealed class VoiceFinderTests
{
    private const int Rate = 8_000;
    private const int Window = Rate * 3 / 2;

    private readonly WavFile _voice = new(Rate, Noise(1, 8 * Window));

    [Theory]
    [InlineData(0)]
    [InlineData(26_000)]
    [InlineData(37_777)]
    [InlineData(101_234)]
    public void A_voice_is_found_wherever_it_begins_and_another_is_not(int begins)
    {
        var finder = new VoiceFinder(Under(begins, _voice.Samples), Rate);

        finder.Find(_voice).ShouldBeGreaterThan(0.9);
        finder.Find(new WavFile(Rate, Noise(2, 8 * Window))).ShouldBeLessThan(0.1);
    }

    [Fact]
    public void A_voice_whose_halves_have_moved_by_some_milliseconds_is_the_same_voice()
    {
        var stretched = _voice.Samples.Chunk(Window / 2).SelectMany(half => half.Concat(half[^80..])).ToArray();

        new VoiceFinder(Under(12_345, stretched), Rate).Find(_voice).ShouldBeGreaterThan(0.9);
    }

    [Fact]
    public void Nothing_is_found_in_silence_or_in_what_is_too_short()
    {
        new VoiceFinder(new float[20 * Rate], Rate).Find(_voice).ShouldBe(0);
        new VoiceFinder(_voice.Samples.AsSpan(0, Rate / 2), Rate).Find(_voice).ShouldBe(0);
        new VoiceFinder([], Rate).Find(_voice).ShouldBe(0);
    }

    /// <summary>A quiet hall of half a minute, in which this is heard.</summary>
    private static float[] Under(int begins, float[] sound)
    {
        var hall = Noise(3, 30 * Rate);
        for (var i = 0; i < hall.Length; i++)
            hall[i] *= 0.1f;
        for (var i = 0; i < sound.Length && begins + i < hall.Length; i++)
            hall[begins + i] += sound[i];
        return hall;
    }

    private static float[] Noise(int seed, int length)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, length).Select(_ => (random.NextSingle() - 0.5f) / 2)];
    }
}
