using System.Buffers.Binary;

namespace TalksPlatform.Broadcast.Media.Recording;

/// <summary>
/// Makes a WAV file whole (PCM, 16 bit, 48 kHz, mono) that an earlier version left behind in a crash: the length of the file
/// tells how many samples there are.
/// </summary>
internal static class WavRepair
{
    public const int HeaderBytes = 44;

    /// <summary>Makes the header tell the true length, cuts half a sample off the end, and returns the samples.</summary>
    public static long Repair(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);
        var samples = Math.Max(0, file.Length - HeaderBytes) / Pcm16.BytesPerSample;
        file.SetLength(HeaderBytes + (samples * Pcm16.BytesPerSample));
        file.Write(Header(samples));
        file.Flush(flushToDisk: true);
        return samples;
    }

    private static byte[] Header(long samples)
    {
        var data = checked((uint)(samples * Pcm16.BytesPerSample));
        var header = new byte[HeaderBytes];
        "RIFF"u8.CopyTo(header);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(4), HeaderBytes - 8 + data);
        "WAVEfmt "u8.CopyTo(header.AsSpan(8));
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(16), 16);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(20), 1); // PCM
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(22), 1); // mono
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(24), AudioFrame.SampleRate);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(28), AudioFrame.SampleRate * Pcm16.BytesPerSample);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(32), Pcm16.BytesPerSample);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(34), 8 * Pcm16.BytesPerSample);
        "data"u8.CopyTo(header.AsSpan(36));
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(40), data);
        return header;
    }
}
