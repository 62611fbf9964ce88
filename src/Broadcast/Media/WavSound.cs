using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace TalksPlatform.Broadcast.Media;

/// <summary>Short sounds as WAV files of ours: PCM, 16 bit, mono.</summary>
internal static class WavSound
{
    private const int HeaderBytes = 44;

    /// <summary>The samples of a file that <see cref="WriteAsync"/> wrote.</summary>
    public static async Task<ReadOnlyMemory<short>> ReadAsync(string path, CancellationToken ct)
    {
        var file = await System.IO.File.ReadAllBytesAsync(path, ct);
        return MemoryMarshal.Cast<byte, short>(file.AsSpan(Math.Min(HeaderBytes, file.Length))).ToArray();
    }

    /// <summary>The whole file lies there or none, whatever happens meanwhile.</summary>
    public static async Task WriteAsync(string path, ReadOnlyMemory<short> samples, int sampleRate, CancellationToken ct)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var draft = $"{path}.{Guid.NewGuid():N}";
        await using (var file = new FileStream(draft, FileMode.CreateNew, FileAccess.Write))
        {
            await file.WriteAsync(File(samples, sampleRate), ct);
            file.Flush(flushToDisk: true);
        }
        System.IO.File.Move(draft, path, overwrite: true);
    }

    /// <summary>The bytes of a file.</summary>
    public static byte[] File(ReadOnlyMemory<short> samples, int sampleRate) => [.. Header(samples.Length, sampleRate), .. MemoryMarshal.AsBytes(samples.Span)];

    /// <summary>As loud as speech should be on a telephone, whoever recorded it: -20 dBFS where something is said, nothing clipped.</summary>
    public static void Level(Span<short> samples)
    {
        const float Wanted = 0.1f;
        const float Highest = 0.8f;
        const float Quiet = 0.003f; // -50 dBFS: pauses do not count
        var (peak, power, spoken) = (0f, 0d, 0);
        for (var block = samples; !block.IsEmpty; block = block[Math.Min(block.Length, AudioFrame.Length)..])
        {
            var frame = block[..Math.Min(block.Length, AudioFrame.Length)];
            var sum = 0d;
            foreach (var sample in frame)
            {
                sum += sample / 32768d * (sample / 32768d);
                peak = Math.Max(peak, Math.Abs(sample / 32768f));
            }
            if (Math.Sqrt(sum / frame.Length) > Quiet)
                (power, spoken) = (power + sum, spoken + frame.Length);
        }
        if (spoken == 0)
            return;
        var gain = Math.Min(Wanted / (float)Math.Sqrt(power / spoken), Highest / peak);
        foreach (ref var sample in samples)
            sample = (short)Math.Clamp(MathF.Round(sample * gain), short.MinValue, short.MaxValue);
    }

    private static byte[] Header(int samples, int sampleRate)
    {
        var header = new byte[HeaderBytes];
        "RIFF"u8.CopyTo(header);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(4), HeaderBytes - 8 + (samples * Pcm16.BytesPerSample));
        "WAVEfmt "u8.CopyTo(header.AsSpan(8));
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(16), 16);
        BinaryPrimitives.WriteInt16LittleEndian(header.AsSpan(20), 1); // PCM
        BinaryPrimitives.WriteInt16LittleEndian(header.AsSpan(22), 1); // mono
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(24), sampleRate);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(28), sampleRate * Pcm16.BytesPerSample);
        BinaryPrimitives.WriteInt16LittleEndian(header.AsSpan(32), Pcm16.BytesPerSample);
        BinaryPrimitives.WriteInt16LittleEndian(header.AsSpan(34), 8 * Pcm16.BytesPerSample);
        "data"u8.CopyTo(header.AsSpan(36));
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(40), samples * Pcm16.BytesPerSample);
        return header;
    }
}
