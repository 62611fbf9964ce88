using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;

namespace TalksPlatform.Broadcast.Media.Sounds;

/// <summary>A sound that can be read at any place: 48 kHz, mono.</summary>
internal abstract class SoundTape : IDisposable
{
    /// <summary>Its samples.</summary>
    public abstract long Length { get; }

    /// <summary>Reads samples from a place on; all of them lie within it.</summary>
    public abstract void Read(long at, Span<float> samples);

    public virtual void Dispose() => GC.SuppressFinalize(this);
}

/// <summary>A sound in memory.</summary>
internal sealed class MemoryTape(float[] samples) : SoundTape
{
    public override long Length => samples.Length;

    public override void Read(long at, Span<float> target) => samples.AsSpan((int)at, target.Length).CopyTo(target);
}

/// <summary>A sound on the disk, as the shelf keeps it: WAV, 16 bit, 48 kHz, mono. What is deleted meanwhile is heard to its end.</summary>
internal sealed class WavTape : SoundTape
{
    private const int RiffBytes = 12;
    private const int ChunkBytes = 8;
    private const int LongestHeader = 4096;

    private readonly SafeFileHandle _file;
    private readonly byte[] _bytes = new byte[Pcm16.BytesPerFrame];
    private readonly long _begin;

    /// <summary>Opens the file.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="InvalidDataException">It is no such file.</exception>
    public WavTape(string path)
    {
        _file = File.OpenHandle(path, options: FileOptions.SequentialScan);
        try
        {
            var header = new byte[LongestHeader];
            var read = RandomAccess.Read(_file, header.AsSpan(), 0);
            (_begin, var bytes) = Find(header.AsSpan(0, read));
            Length = Math.Min(bytes, RandomAccess.GetLength(_file) - _begin) / Pcm16.BytesPerSample;
        }
        catch
        {
            _file.Dispose();
            throw;
        }
    }

    public override long Length { get; }

    public override void Read(long at, Span<float> samples)
    {
        while (!samples.IsEmpty)
        {
            var count = Math.Min(samples.Length, AudioFrame.Length);
            var wanted = _bytes.AsSpan(0, count * Pcm16.BytesPerSample);
            if (RandomAccess.Read(_file, wanted, _begin + (at * Pcm16.BytesPerSample)) < wanted.Length)
                throw new InvalidDataException("The sound's file ends before its time.");
            Pcm16.Read(wanted, samples[..count]);
            samples = samples[count..];
            at += count;
        }
    }

    public override void Dispose()
    {
        _file.Dispose();
        base.Dispose();
    }

    /// <summary>Where the samples begin, and how many bytes they have.</summary>
    private static (long Begin, long Bytes) Find(ReadOnlySpan<byte> header)
    {
        if (!header.StartsWith("RIFF"u8))
            throw new InvalidDataException("The sound's file is no WAV.");
        for (var at = RiffBytes; at + ChunkBytes <= header.Length;)
        {
            var length = BinaryPrimitives.ReadUInt32LittleEndian(header[(at + 4)..]);
            if (header[at..].StartsWith("data"u8))
                return (at + ChunkBytes, length);
            at = checked(at + ChunkBytes + (int)length);
        }
        throw new InvalidDataException("The sound's file has no samples.");
    }
}
