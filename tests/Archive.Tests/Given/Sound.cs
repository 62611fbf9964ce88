using TalksPlatform.Foundation.Processes;

namespace TalksPlatform.Archive.Tests.Given;

/// <summary>Sounds whose pitch, level and length a test knows; 48 kHz, mono, full scale ±1.</summary>
internal static class Sound
{
    public const int Rate = 48_000;

    public static float[] Tone(double hertz, double seconds, double amplitude = 0.2) =>
        [.. Enumerable.Range(0, (int)(seconds * Rate)).Select(n => (float)(amplitude * Math.Sin(2 * Math.PI * hertz * n / Rate)))];

    public static float[] Silence(double seconds) => new float[(int)(seconds * Rate)];

    /// <summary>A voice that reads a text, peaks far above its loudness as voices have, from the synthesiser espeak-ng.</summary>
    public static async Task<float[]> VoiceAsync(string text, double seconds, CancellationToken ct)
    {
        var path = Path.GetTempFileName();
        try
        {
            await ChildProcess.RunAsync(new ChildCommand("espeak-ng", "-w", path, text), ct);
            var spoken = await DecodeAsync(path, ct);
            return [.. Enumerable.Range(0, (int)(seconds * Rate)).Select(n => spoken[n % spoken.Length])];
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>Any media file as samples.</summary>
    public static async Task<float[]> DecodeAsync(string path, CancellationToken ct)
    {
        await using var ffmpeg = ChildProcess.Start(
            new ChildCommand("ffmpeg", "-nostdin", "-v", "error", "-i", path, "-ac", "1", "-ar", $"{Rate}", "-f", "f32le", "pipe:1")
            {
                ReadsOutput = true,
            });
        using var bytes = new MemoryStream();
        await ffmpeg.Output.CopyToAsync(bytes, ct);
        await ffmpeg.EnsureSucceededAsync(ct);
        return System.Runtime.InteropServices.MemoryMarshal.Cast<byte, float>(bytes.ToArray()).ToArray();
    }

    /// <summary>The loudest of these pitches in a stretch of sound (Goertzel's filter).</summary>
    public static double PitchAt(float[] sound, double second, params double[] pitches)
    {
        var stretch = sound.AsSpan((int)(second * Rate), Rate / 10).ToArray();
        return pitches.MaxBy(hertz => Power(stretch, hertz));
    }

    private static double Power(float[] stretch, double hertz)
    {
        var coefficient = 2 * Math.Cos(2 * Math.PI * hertz / Rate);
        var (previous, last) = (0.0, 0.0);
        foreach (var sample in stretch)
            (previous, last) = (last, sample + (coefficient * last) - previous);
        return (last * last) + (previous * previous) - (coefficient * last * previous);
    }
}
