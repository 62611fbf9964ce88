using TalksPlatform.Rtc.Codecs;
using TalksPlatform.Rtc.Rtp;
using TalksPlatform.TestKit.Peers;

namespace TalksPlatform.Rtc.Tests.Rtp;

public sealed class ComfortNoiseTests
{
    [Theory]
    [InlineData(40)]
    [InlineData(60)]
    [InlineData(70)]
    public void The_noise_is_as_loud_as_described(byte level)
    {
        Level(Make(level)).ShouldBe(-level, 0.5);
        Level(Make(level, 200, 90, 140, 100)).ShouldBe(-level, 1.5);
    }

    [Fact]
    public void Its_spectrum_is_as_described()
    {
        var dull = Make(40, 127 - 110); // a reflection that favours low frequencies
        var white = Make(40);

        (LowMinusHigh(dull) - LowMinusHigh(white)).ShouldBeGreaterThan(15);
    }

    [Fact]
    public void A_stranger_cannot_make_it_loud_or_endless()
    {
        Level(Make(0)).ShouldBe(-30, 0.5);
        var random = new Random(1);
        var noise = new ComfortNoise();
        var pcm = new float[160];
        for (var i = 0; i < 2_000; i++)
        {
            var payload = new byte[random.Next(40)];
            random.NextBytes(payload);
            noise.Describe(payload);
            noise.Fill(pcm);
            pcm.ShouldAllBe(sample => Math.Abs(sample) <= 0.2f);
        }
    }

    [Fact]
    public void A_pause_of_the_far_end_is_filled_with_its_noise_until_it_speaks_again()
    {
        using var line = new VoiceLine(AudioFormat.Pcma(101));
        line.Run(seconds: 1);
        line.SayNoise(level: 50);
        line.Run(seconds: 0.5, says: false);
        line.Heard.Clear();
        line.Run(seconds: 4, says: false);

        Level([.. line.Heard]).ShouldBe(-50, 1.5);
        line.Receiver.Statistics.Concealed.ShouldBe(0);
        line.Run(seconds: 1.5);
        Tone.Level(line.LastSecond(), 1_000, VoiceFrame.SampleRate).ShouldBe(-12, 1);
        line.Receiver.Statistics.Lost.ShouldBe(0);
    }

    private static float[] Make(params byte[] description)
    {
        var noise = new ComfortNoise();
        noise.Describe(description);
        var pcm = new float[16_000];
        noise.Fill(pcm);
        return pcm;
    }

    private static double Level(float[] sound) => 10 * Math.Log10(sound.Average(sample => (double)sample * sample));

    private static double LowMinusHigh(float[] sound) =>
        Enumerable.Range(1, 8).Average(i => Tone.Level(sound, 40 * i, 8_000) - Tone.Level(sound, 3_960 - (40 * i), 8_000));
}
