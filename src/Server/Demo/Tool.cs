using System.Globalization;
using TalksPlatform.Foundation.Processes;

namespace TalksPlatform.Server.Demo;

/// <summary>The programs that the demo listens with.</summary>
internal static class Tool
{
    private static readonly string Rate = VoicePlayer.Rate.ToString(CultureInfo.InvariantCulture);

    /// <summary>Runs a program to its end.</summary>
    public static Task RunAsync(string program, IReadOnlyList<string> arguments, CancellationToken ct) =>
        ChildProcess.RunAsync(new ChildCommand(program, [.. arguments]), ct);

    /// <summary>Decodes a file to 48 kHz mono; what ffmpeg complained of comes with it.</summary>
    public static async Task<(float[] Sound, string Faults)> DecodeAsync(string file, CancellationToken ct)
    {
        await using var ffmpeg = ChildProcess.Start(
            new ChildCommand("ffmpeg", "-nostdin", "-v", "error", "-i", file, "-f", "s16le", "-ac", "1", "-ar", Rate, "-")
            {
                ReadsOutput = true,
            });
        using var pcm = new MemoryStream();
        await ffmpeg.Output.CopyToAsync(pcm, ct);
        var code = await ffmpeg.Exit.WaitAsync(ct);
        var faults = ffmpeg.LastWords.Trim();
        return (WavFile.ToFloats(pcm.ToArray()), code == 0 ? faults : $"ffmpeg ended with {code}: {faults}");
    }
}
