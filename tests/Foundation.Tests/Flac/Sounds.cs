using System.Runtime.InteropServices;
using TalksPlatform.Foundation.Flac;
using TalksPlatform.TestKit.Peers;

namespace TalksPlatform.Foundation.Tests.Flac;

/// <summary>What is recorded: all that a channel may bring.</summary>
internal static class Sounds
{
    public const int Rate = 48_000;

    private const string Voice = "/usr/share/asterisk/sounds/en_US_f_Allison/demo-instruct.wav";

    public static byte[] Written(short[] sound)
    {
        var stream = new MemoryStream();
        using var writer = new FlacWriter(stream, Rate);
        var random = new Random(sound.Length);
        for (var at = 0; at < sound.Length;)
        {
            var piece = Math.Min(random.Next(1, 3_000), sound.Length - at);
            writer.Append(sound.AsSpan(at, piece));
            at += piece;
        }
        writer.Finish();
        return stream.ToArray();
    }

    public static byte[] Unfinished(short[] sound)
    {
        var stream = new MemoryStream();
        using var writer = new FlacWriter(stream, Rate);
        writer.Append(sound);
        return stream.ToArray();
    }

    public static short[] Of(string name)
    {
        var random = new Random(1);
        return name switch
        {
            "nothing" => [],
            "one sample" => [-32_768],
            "silence" => new short[Rate],
            "an offset" => [.. Enumerable.Repeat((short)-77, 10_001)],
            "a tone" => Make(Rate + 17, i => 12_000 * Math.Sin(i * 0.13)),
            "noise" => Make(50_000, _ => random.Next(-32_768, 32_768)),
            "the loudest square" => Make(20_000, i => i / 50 % 2 == 0 ? 32_767 : -32_768),
            "clicks" => Make(60_000, i => i % 4_001 == 0 ? 32_767 : i % 977 == 0 ? -32_768 : 0),
            "a ramp" => Make(70_000, i => (i * 3 % 65_536) - 32_768),
            "a voice" => SpokenWords(),
            _ => throw new ArgumentOutOfRangeException(nameof(name)),
        };
    }

    private static short[] SpokenWords()
    {
        Prerequisite.Needs(File.Exists(Voice), "recorded speech (package asterisk-core-sounds-en-wav)");
        var (samples, _) = WavFile.Read(Voice);
        return Make(samples.Length, i => samples[i] * 32_767);
    }

    private static short[] Make(int length, Func<int, double> sample) => [.. Enumerable.Range(0, length).Select(i => (short)sample(i))];

    public static short[] Read(FlacReader reader)
    {
        List<short> heard = [];
        while (reader.Read())
            heard.AddRange(MemoryMarshal.Cast<byte, short>(reader.Pcm));
        return [.. heard];
    }
}
