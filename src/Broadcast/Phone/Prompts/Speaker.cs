using System.Buffers.Binary;
using System.Globalization;
using TalksPlatform.Broadcast.Media;
using TalksPlatform.Foundation;
using TalksPlatform.Foundation.Processes;
using TalksPlatform.Rtc.Codecs;

namespace TalksPlatform.Broadcast.Phone.Prompts;

/// <summary>Makes sound of words by espeak-ng, and of files by ffmpeg.</summary>
internal sealed class Speaker(DataFolder data, Sandbox sandbox)
{
    private const string WordsPerMinute = "150";

    /// <summary>Speaks a text.</summary>
    /// <exception cref="ChildProcessException">espeak-ng is missing, or fails.</exception>
    /// <exception cref="IOException">What it made cannot be read.</exception>
    public Task<short[]> SpeakAsync(string text, string language) => InFolderAsync(async folder =>
    {
        var words = Path.Combine(folder, "words.txt");
        await File.WriteAllTextAsync(words, text);
        var spoken = Path.Combine(folder, "spoken.wav");
        await ChildProcess.RunAsync(
            new ChildCommand("espeak-ng", "-v", language, "-s", WordsPerMinute, "-f", words, "-w", spoken), CancellationToken.None);
        return Resample(await File.ReadAllBytesAsync(spoken));
    });

    /// <summary>The sound of a file that somebody sent, at most so long.</summary>
    /// <exception cref="SandboxException">It is no sound that can be read.</exception>
    public Task<short[]> DecodeAsync(Stream file, TimeSpan most, CancellationToken ct) => InFolderAsync(async folder =>
    {
        await using (var kept = new FileStream(Path.Combine(folder, "sent"), FileMode.CreateNew, FileAccess.Write))
            await file.CopyToAsync(kept, ct);
        return await DecodeAsync(folder, "sent", ct, "-t", most.TotalSeconds.ToString(CultureInfo.InvariantCulture));
    });

    private async Task<short[]> DecodeAsync(string folder, string file, CancellationToken ct, params IReadOnlyList<string> limits)
    {
        await sandbox.RunAsync(
            folder,
            "ffmpeg",
            [
                "-v", "error", "-nostdin", "-protocol_whitelist", "file", "-i", file, .. limits, "-map", "0:a:0",
                "-f", "s16le", "-ar", "48000", "-ac", "1", "sound.raw",
            ],
            ct);
        var bytes = await File.ReadAllBytesAsync(Path.Combine(folder, "sound.raw"), ct);
        var samples = new short[bytes.Length / Pcm16.BytesPerSample];
        Buffer.BlockCopy(bytes, 0, samples, 0, samples.Length * Pcm16.BytesPerSample);
        WavSound.Level(samples);
        return samples;
    }

    /// <summary>What espeak-ng writes, 16 bit mono at the voice's own rate, at ours and as loud as speech should be.</summary>
    private static short[] Resample(byte[] wav)
    {
        const int RateAt = 24;
        const int SamplesAt = 44;
        if (wav.Length < SamplesAt)
            throw new IOException("espeak-ng wrote no sound.");
        var rate = BinaryPrimitives.ReadInt32LittleEndian(wav.AsSpan(RateAt));
        var spoken = new float[(wav.Length - SamplesAt) / Pcm16.BytesPerSample];
        Pcm16.Read(wav.AsSpan(SamplesAt), spoken);
        var sound = new float[(int)((long)spoken.Length * AudioFrame.SampleRate / rate) + 1];
        var length = Resampler.Create(rate, AudioFrame.SampleRate).Convert(spoken, sound);
        var samples = new short[length];
        Pcm16.Write(sound.AsSpan(0, length), samples);
        WavSound.Level(samples);
        return samples;
    }

    private async Task<short[]> InFolderAsync(Func<string, Task<short[]>> make)
    {
        var folder = data.At("prompts", "work", Guid.NewGuid().ToString("N"));
        Directory.CreateDirectory(folder);
        try
        {
            return await make(folder);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
