using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace TalksPlatform.Foundation.Flac;

/// <summary>
/// Writes one channel of 16 bits as FLAC (RFC 9639) while the sound comes: each block is a frame that is whole by itself, so
/// that what a crash leaves behind can be read up to the cut. What is known only at the end (the length, the MD5) is
/// written then, where the stream can seek. It is coded by the fixed predictors, which lack a few percent to the best
/// encoders and cost next to nothing. After the first block nothing is allocated.
/// </summary>
public sealed class FlacWriter : IDisposable
{
    /// <summary>Samples of a block: 80 ms at 48 kHz.</summary>
    public const int BlockLength = 3_840;

    private const int BitsPerSample = 16;
    private const int LongestHeader = 16;
    private const int SizeOf48kHz = 0b1010;
    private const int SizeOf16Bits = 0b100;
    private const int LengthIn16Bits = 0b0111;
    private const int VerbatimSubframe = 1;
    private const int FirstFixedSubframe = 8;
    private const int SubframeHeaderBits = 8;

    private readonly Stream _stream;
    private readonly long _beginning;
    private readonly int _sampleRate;
    private readonly IncrementalHash _md5 = FlacReader.NewMd5();
    private readonly short[] _pending = new short[BlockLength];
    private readonly int[] _samples = new int[BlockLength];
    private readonly uint[] _folded = new uint[BlockLength];
    private readonly RicePartitions _partitions = new();
    private readonly BitWriter _bits = new((BlockLength * 4) + (2 * LongestHeader));
    private int _count;
    private uint _frames;
    private int _smallestFrame = int.MaxValue;
    private int _largestFrame;

    /// <summary>Begins a stream; its header is written at once.</summary>
    /// <param name="stream">Where to, from where it stands; it stays open.</param>
    /// <param name="sampleRate">Samples a second.</param>
    public FlacWriter(Stream stream, int sampleRate)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(sampleRate);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(sampleRate, 655_350);
        (_stream, _sampleRate) = (stream, sampleRate);
        _beginning = stream.CanSeek ? stream.Position : 0;
        Span<byte> header = stackalloc byte[FlacInfo.HeaderBytes];
        Describe().WriteHeader(header);
        stream.Write(header);
    }

    /// <summary>Samples in the frames that were written; fewer than a block may wait.</summary>
    public long Written { get; private set; }

    /// <summary>Takes samples, and writes each block that they fill.</summary>
    public void Append(ReadOnlySpan<short> samples)
    {
        while (!samples.IsEmpty)
        {
            var taken = Math.Min(samples.Length, BlockLength - _count);
            samples[..taken].CopyTo(_pending.AsSpan(_count));
            samples = samples[taken..];
            _count += taken;
            if (_count == BlockLength)
                WriteBlock();
        }
    }

    /// <summary>Writes what waits as a last, shorter block, and completes the header where the stream can seek.</summary>
    public void Finish()
    {
        if (_count > 0)
            WriteBlock();
        if (!_stream.CanSeek)
            return;
        Span<byte> header = stackalloc byte[FlacInfo.HeaderBytes];
        (Describe() with { Samples = Written, Md5 = _md5.GetHashAndReset() }).WriteHeader(header);
        _stream.Seek(_beginning, SeekOrigin.Begin);
        _stream.Write(header);
        _stream.Seek(0, SeekOrigin.End);
    }

    /// <inheritdoc/>
    public void Dispose() => _md5.Dispose();

    private FlacInfo Describe() => new(_sampleRate, 1, BitsPerSample)
    {
        SmallestBlock = BlockLength,
        LargestBlock = BlockLength,
        SmallestFrame = _largestFrame > 0 ? _smallestFrame : 0,
        LargestFrame = _largestFrame,
    };

    private void WriteBlock()
    {
        var samples = _samples.AsSpan(0, _count);
        for (var i = 0; i < samples.Length; i++)
            samples[i] = _pending[i];
        Hash(_pending.AsSpan(0, _count));

        _bits.Clear();
        WriteFrameHeader(samples.Length);
        WriteSubframe(samples);
        _bits.Align();
        _bits.Write(FlacChecks.Crc16(_bits.Written), 16);
        _bits.Align();
        _stream.Write(_bits.Written);

        _smallestFrame = Math.Min(_smallestFrame, _bits.Written.Length);
        _largestFrame = Math.Max(_largestFrame, _bits.Written.Length);
        Written += _count;
        _frames++;
        _count = 0;
    }

    private void WriteFrameHeader(int length)
    {
        _bits.Write(0xFFF8, 16); // the sync code; all blocks but the last are equally long
        _bits.Write(LengthIn16Bits, 4);
        _bits.Write(_sampleRate == 48_000 ? (uint)SizeOf48kHz : 0u, 4);
        _bits.Write(0, 4); // one channel
        _bits.Write(SizeOf16Bits << 1, 4);
        WriteNumber(_frames);
        _bits.Write((uint)length - 1, 16);
        _bits.Align();
        _bits.Write(FlacChecks.Crc8(_bits.Written), 8);
    }

    /// <summary>As UTF-8 codes a character, but of up to 31 bits.</summary>
    private void WriteNumber(uint number)
    {
        if (number < 0x80)
        {
            _bits.Write(number, 8);
            return;
        }
        var more = 1;
        while (more < 5 && number >> ((6 * more) + 6 - more) != 0)
            more++;
        var lead = (0xFFu << (7 - more)) & 0xFF;
        _bits.Write(lead | (number >> (6 * more)), 8);
        while (more-- > 0)
            _bits.Write(0x80 | ((number >> (6 * more)) & 0x3F), 8);
    }

    private void WriteSubframe(ReadOnlySpan<int> samples)
    {
        if (!samples.ContainsAnyExcept(samples[0]))
        {
            _bits.Write(0, SubframeHeaderBits);
            WriteSample(samples[0]);
            return;
        }

        var order = Math.Min(FixedPredictor.BestOrder(samples), samples.Length - 1);
        var folded = _folded.AsSpan(0, samples.Length);
        FixedPredictor.Fold(samples, order, folded);
        if (_partitions.Plan(folded, order) + (order * BitsPerSample) < (long)samples.Length * BitsPerSample)
        {
            _bits.Write((uint)(FirstFixedSubframe + order) << 1, SubframeHeaderBits);
            foreach (var sample in samples[..order])
                WriteSample(sample);
            _partitions.Write(folded, order, _bits);
            return;
        }

        _bits.Write(VerbatimSubframe << 1, SubframeHeaderBits);
        foreach (var sample in samples)
            WriteSample(sample);
    }

    private void WriteSample(int sample) => _bits.Write((ushort)sample, BitsPerSample);

    private void Hash(Span<short> samples)
    {
        if (!BitConverter.IsLittleEndian)
            BinaryPrimitives.ReverseEndianness(samples, samples);
        _md5.AppendData(MemoryMarshal.AsBytes(samples));
    }
}
