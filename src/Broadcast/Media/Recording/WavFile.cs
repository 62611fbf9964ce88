using System.Buffers.Binary;

namespace TalksPlatform.Broadcast.Media.Recording;

/// <summary>
/// A WAV file (PCM, 16 bit, 48 kHz, mono) that is whole after each <see cref="Commit"/>. After a crash
/// <see cref="Repair"/> makes the header true again, for the length of the file tells how many samples there are.
/// </summary>
internal sealed class WavFile : IDisposable
{
    public const int HeaderBytes = 44;

    private readonly FileStream _file;

    private WavFile(FileStream file) => _file = file;

    /// <summary>Samples that are safely on disk.</summary>
    public long Committed { get; private set; }

    /// <summary>Creates an empty file; there must be none of that name.</summary>
    public static WavFile Create(string path)
    {
        var file = new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);
        try
        {
            file.Write(Header(samples: 0));
            file.Flush(flushToDisk: true);
            return new WavFile(file);
        }
        catch
        {
            file.Dispose();
            File.Delete(path);
            throw;
        }
    }

    /// <summary>Makes the header of a file tell its true length, cuts half a sample off its end, and returns its samples.</summary>
    public static long Repair(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);
        var samples = Math.Max(0, file.Length - HeaderBytes) / Pcm16.BytesPerSample;
        WriteHeader(file, samples);
        file.SetLength(HeaderBytes + (samples * Pcm16.BytesPerSample));
        file.Flush(flushToDisk: true);
        return samples;
    }

    public void Append(ReadOnlySpan<byte> pcm) => _file.Write(pcm);

    /// <summary>Puts what was appended on the disk itself, and then the header that tells of it.</summary>
    public void Commit()
    {
        var samples = (_file.Length - HeaderBytes) / Pcm16.BytesPerSample;
        WriteHeader(_file, samples);
        _file.Seek(0, SeekOrigin.End);
        _file.Flush(flushToDisk: true);
        Committed = samples;
    }

    /// <summary>Takes back what was appended since the last commit, e.g. half of what the disk had no room for.</summary>
    public void Rollback()
    {
        _file.SetLength(HeaderBytes + (Committed * Pcm16.BytesPerSample));
        Commit();
    }

    public void Dispose() => _file.Dispose();

    private static void WriteHeader(FileStream file, long samples)
    {
        file.Seek(0, SeekOrigin.Begin);
        file.Write(Header(samples));
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
