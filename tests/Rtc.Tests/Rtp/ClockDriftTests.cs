using TalksPlatform.Rtc.Codecs;
using TalksPlatform.Rtc.Rtp;
using TalksPlatform.TestKit.Peers;

namespace TalksPlatform.Rtc.Tests.Rtp;

/// <summary>A far clock that runs fast or slow, for five minutes of stepped time, heard with a tone.</summary>
public sealed class ClockDriftTests(ITestOutputHelper output)
{
    private const int Window = 960;

    [Theory]
    [InlineData(+200, 1_000)]
    [InlineData(-200, 1_000)]
    [InlineData(+200, 450)]
    [InlineData(-200, 450)]
    public void The_delay_stays_and_no_splice_is_heard(int partsPerMillion, double hertz)
    {
        var options = new EncoderOptions { Bitrate = 128_000, Speech = false, ForwardErrorCorrection = false };
        using var line = new VoiceLine(AudioFormat.Opus(111), options)
        {
            Says = begin => Tone.Make(hertz, -12, VoiceFrame.SampleRate, VoiceFrame.Samples, begin),
            SenderInterval = 20 / (1 + (partsPerMillion * 1e-6)),
        };
        var depths = new List<double>();
        line.Run(seconds: 5); // settles
        for (var second = 0; second < 300; second++)
        {
            line.Run(seconds: 1);
            depths.Add(line.Receiver.Statistics.DepthMilliseconds);
        }

        var purities = Purities(line.Heard.Skip(VoiceFrame.SampleRate).ToArray(), hertz);
        output.WriteLine(FormattableString.Invariant(
            $"delay {depths.Min():F0} to {depths.Max():F0} ms, purity {purities[0]:F1} dB at worst, {purities[purities.Count / 2]:F1} dB mostly"));
        line.Receiver.Statistics.Concealed.ShouldBe(0);
        line.Receiver.Statistics.Dropped.ShouldBe(0);
        line.Sounded.Skip(10).ShouldAllBe(sounded => sounded);
        depths.Max().ShouldBeLessThan(60);
        purities[0].ShouldBeGreaterThan(35); // a splice out of phase would leave 10
        purities[0].ShouldBeGreaterThan(purities[purities.Count / 2] - 6);
    }

    /// <summary>The tone's power against everything else in each 20 ms, in dB, from the worst to the best.</summary>
    private static List<double> Purities(float[] sound, double hertz)
    {
        var purities = new List<double>();
        for (var at = 0; at + Window <= sound.Length; at += Window)
            purities.Add(Purity(sound.AsSpan(at, Window), hertz));
        purities.Sort();
        return purities;
    }

    private static double Purity(ReadOnlySpan<float> sound, double hertz)
    {
        double re = 0, im = 0, all = 0;
        for (var i = 0; i < sound.Length; i++)
        {
            var (sin, cos) = Math.SinCos(2 * Math.PI * hertz * i / VoiceFrame.SampleRate);
            re += sound[i] * cos;
            im += sound[i] * sin;
            all += sound[i] * sound[i];
        }

        var tone = 2 * ((re * re) + (im * im)) / sound.Length; // whole periods in the window: sine and cosine are orthogonal
        return 10 * Math.Log10(tone / Math.Max(all - tone, 1e-12));
    }
}
