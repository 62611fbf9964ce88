using TalksPlatform.TestKit;
using TalksPlatform.TestKit.Peers;

namespace TalksPlatform.Broadcast.Tests.Phone;

/// <summary>Somebody who was recorded, and how to know her again.</summary>
internal static class RecordedVoice
{
    public const int SampleRate = 8_000;

    private const string File = "/usr/share/asterisk/sounds/en_US_f_Allison/demo-congrats.wav";
    private const int BlocksPerSecond = 20;
    private const int Stretch = 4;

    /// <summary>Four seconds of her.</summary>
    public static float[] FourSeconds()
    {
        Prerequisite.Needs(System.IO.File.Exists(File), "a recorded voice (package asterisk-core-sounds-en-wav)");
        return WavFile.Read(File).Samples.AsSpan(SampleRate, 4 * SampleRate).ToArray();
    }

    /// <summary>The mean power, in dB of full scale.</summary>
    public static double Loudness(float[] sound) => 10 * Math.Log10(sound.Average(sample => (double)sample * sample) + 1e-12);

    /// <summary>
    /// How much one sound's envelope is like a part of the other's, at best: 1 is the same. Each second may come a little
    /// earlier or later than the one before, as a line that waits for its packets stretches pauses and shortens them; of
    /// what is said again and again, each second counts where it came through best.
    /// </summary>
    public static double Alike(float[] wanted, int wantedRate, float[] heard, int heardRate)
    {
        // What is heard does not begin with a block: a fifth of one is as near as it comes.
        var envelope = Envelope(wanted, wantedRate);
        return Enumerable.Range(0, 5).Max(fifth => Alike(envelope, Envelope(heard[(fifth * heardRate / (5 * BlocksPerSecond))..], heardRate)));
    }

    private static double Alike(double[] one, double[] two)
    {
        var whole = Enumerable.Range(-one.Length / 2, (one.Length / 2) + two.Length).MaxBy(shift => Likeness(one, two, shift));
        var first = whole - (one.Length * (whole / one.Length));
        var shifts = Enumerable.Range(0, 1 + (two.Length / one.Length))
            .SelectMany(time => Enumerable.Range(first + (time * one.Length) - Stretch, (2 * Stretch) + 1)).ToList();
        return Enumerable.Range(0, one.Length / BlocksPerSecond).Average(second => shifts.Max(
            shift => Likeness(one.AsSpan(second * BlocksPerSecond, BlocksPerSecond), two, (second * BlocksPerSecond) + shift)));
    }

    /// <summary>The level of each twentieth of a second.</summary>
    private static double[] Envelope(float[] sound, int rate) =>
        [.. sound.Chunk(rate / BlocksPerSecond).Select(block => Math.Sqrt(block.Average(sample => (double)sample * sample)))];

    private static double Likeness(ReadOnlySpan<double> wanted, double[] heard, int shift)
    {
        var pairs = wanted.ToArray().Select((level, place) => (level, other: heard.ElementAtOrDefault(place + shift))).ToList();
        var (one, two) = (pairs.Average(pair => pair.level), pairs.Average(pair => pair.other));
        var together = pairs.Sum(pair => (pair.level - one) * (pair.other - two));
        return together / Math.Sqrt((pairs.Sum(pair => Math.Pow(pair.level - one, 2)) * pairs.Sum(pair => Math.Pow(pair.other - two, 2))) + 1e-12);
    }
}
