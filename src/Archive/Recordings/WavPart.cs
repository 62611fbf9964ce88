using System.Buffers.Binary;

namespace TalksPlatform.Archive.Recordings;

/// <summary>Where the sound lies in a part of a recording: a RIFF/WAVE file whose header a crash may have left unfinished.</summary>
/// <param name="SampleFormat">ffmpeg's name of the raw samples, e.g. s16le.</param>
/// <param name="SampleRate">Samples a second.</param>
/// <param name="Channels">Channels, interleaved.</param>
/// <param name="BytesPerFrame">Bytes of one sample of all channels.</param>
/// <param name="DataOffset">Where the samples begin.</param>
/// <param name="Frames">Whole frames of sound.</param>
internal sealed record WavPart(
    string SampleFormat, int SampleRate, int Channels, int BytesPerFrame, long DataOffset, long Frames)
{
    private const int FormatBytes = 16;
    private const ushort Pcm = 1;
    private const ushort Float = 3;
    private const ushort Extensible = 0xFFFE;

    /// <summary>Bytes of the shortest complete header. A crash may leave less.</summary>
    public const int SmallestHeader = 44;

    /// <summary>A file in which the recorder did not come to write anything.</summary>
    public static readonly WavPart Empty = new("", 0, 0, 1, 0, 0);

    /// <summary>Bytes of sound.</summary>
    public long DataBytes => Frames * BytesPerFrame;

    /// <summary>Reads the chunks up to the sound.</summary>
    /// <param name="file">Seekable, at its start.</param>
    /// <param name="closed">
    /// The recorder finished the header, so the length in it counts. Otherwise all that follows the header is sound.
    /// </param>
    /// <exception cref="InvalidDataException">It is no such file; the message says why.</exception>
    public static WavPart Read(Stream file, bool closed)
    {
        Span<byte> head = stackalloc byte[12];
        if (!TryFill(file, head) || !head[..4].SequenceEqual("RIFF"u8) || !head[8..].SequenceEqual("WAVE"u8))
            throw new InvalidDataException("it is no RIFF/WAVE file");

        WavPart? format = null;
        var chunk = head[..8];
        while (TryFill(file, chunk))
        {
            var length = BinaryPrimitives.ReadUInt32LittleEndian(chunk[4..]);
            if (chunk[..4].SequenceEqual("data"u8))
                return (format ?? throw new InvalidDataException("its format is missing")).At(file, length, closed);

            var next = file.Position + length + (length & 1); // chunks are padded to even lengths
            if (chunk[..4].SequenceEqual("fmt "u8))
                format = ReadFormat(file, length);
            if (next > file.Length)
                break;
            file.Position = next;
        }
        throw new InvalidDataException("it has no sound");
    }

    private WavPart At(Stream file, uint declared, bool closed)
    {
        var rest = file.Length - file.Position;
        var bytes = closed && declared is not (0 or uint.MaxValue) ? Math.Min(declared, rest) : rest;
        return this with { DataOffset = file.Position, Frames = bytes / BytesPerFrame };
    }

    private static WavPart ReadFormat(Stream file, uint length)
    {
        Span<byte> format = stackalloc byte[(int)Math.Min(length, 40)];
        if (format.Length < FormatBytes || !TryFill(file, format))
            throw new InvalidDataException("its format is cut off");

        var tag = BinaryPrimitives.ReadUInt16LittleEndian(format);
        if (tag == Extensible && format.Length >= 26)
            tag = BinaryPrimitives.ReadUInt16LittleEndian(format[24..]); // the first bytes of the sub-format's GUID
        var channels = BinaryPrimitives.ReadUInt16LittleEndian(format[2..]);
        var rate = BinaryPrimitives.ReadInt32LittleEndian(format[4..]);
        var bits = BinaryPrimitives.ReadUInt16LittleEndian(format[14..]);
        if (channels is 0 or > 8 || rate is <= 0 or > 768_000)
            throw new InvalidDataException($"it has {channels} channels at {rate} Hz");

        var name = (tag, bits) switch
        {
            (Pcm, 16) => "s16le",
            (Pcm, 24) => "s24le",
            (Pcm, 32) => "s32le",
            (Float, 32) => "f32le",
            _ => throw new InvalidDataException($"its samples are of an unknown kind ({tag}, {bits} bits)"),
        };
        return new WavPart(name, rate, channels, channels * bits / 8, 0, 0);
    }

    private static bool TryFill(Stream file, Span<byte> buffer) =>
        file.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false) == buffer.Length;
}
