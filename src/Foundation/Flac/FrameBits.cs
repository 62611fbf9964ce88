using System.Buffers.Binary;
using System.Numerics;

namespace TalksPlatform.Foundation.Flac;

/// <summary>The bits of a stream, one frame after another; a frame stays in memory until the next begins.</summary>
internal sealed class FrameBits(Stream stream)
{
    private const int LongestFrame = 1 << 24; // what STREAMINFO can tell of
    private const uint MostZeros = 1 << 26;

    private byte[] _buffer = new byte[1 << 15];
    private int _start; // of the frame
    private int _next;
    private int _end;
    private ulong _bits; // those to come, from the top
    private int _count; // how many of them are taken from the buffer, fewer than 64

    /// <summary>Bytes from the stream's beginning to that of the frame.</summary>
    public long FrameAt { get; private set; }

    /// <summary>The frame so far, which must be at the end of a byte.</summary>
    public ReadOnlySpan<byte> Frame => _buffer.AsSpan(_start, _next - (_count / 8) - _start);

    /// <summary>Begins the next frame, behind the last byte that was read; false at the end of the stream.</summary>
    public bool TryBegin()
    {
        FrameAt += Frame.Length;
        _start = _next -= _count / 8;
        (_bits, _count) = (0, 0);
        return _next < _end || TryFetch();
    }

    /// <summary>Passes over bytes that belong to no frame.</summary>
    public void Skip(long bytes)
    {
        while (bytes > 0)
        {
            if (!TryBegin())
                throw CutOff();
            var taken = (int)Math.Min(bytes, _end - _next);
            _next += taken;
            bytes -= taken;
        }
        TryBegin();
    }

    /// <summary>Leaves out what is left of a byte.</summary>
    public void Align() => Read(_count % 8);

    /// <param name="bits">0 to 32.</param>
    public uint Read(int bits)
    {
        if (bits == 0)
            return 0;
        if (_count < bits)
            Fill(bits);
        var value = (uint)(_bits >> (64 - bits));
        _bits <<= bits;
        _count -= bits;
        return value;
    }

    /// <param name="bits">1 to 32; two's complement.</param>
    public int ReadSigned(int bits) => (int)(Read(bits) << (32 - bits)) >> (32 - bits);

    /// <summary>Counts zeros up to the next one, and passes over that.</summary>
    public uint ReadUnary()
    {
        uint zeros = 0;
        while (true)
        {
            if (_count == 0)
                Fill(1);
            var lead = BitOperations.LeadingZeroCount(_bits);
            if (lead < _count)
            {
                _bits <<= lead + 1;
                _count -= lead + 1;
                return zeros + (uint)lead;
            }
            zeros += (uint)_count;
            if (zeros > MostZeros)
                throw new InvalidDataException("a sample in it is beyond all bounds");
            (_bits, _count) = (0, 0);
        }
    }

    /// <summary>Takes bytes out of the buffer until there are at least so many bits.</summary>
    private void Fill(int bits)
    {
        if (_end - _next >= sizeof(ulong))
        {
            // Bits below the count may be set twice, and then to the same.
            _bits |= BinaryPrimitives.ReadUInt64BigEndian(_buffer.AsSpan(_next)) >> _count;
            var bytes = (63 - _count) / 8;
            _next += bytes;
            _count += 8 * bytes;
            return;
        }

        while (_count < 56 && (_next < _end || (_count < bits && TryFetch())))
        {
            _bits |= (ulong)_buffer[_next++] << (56 - _count);
            _count += 8;
        }
        if (_count < bits)
            throw CutOff();
    }

    private bool TryFetch()
    {
        if (_end == _buffer.Length)
            MakeRoom();
        var read = stream.Read(_buffer, _end, _buffer.Length - _end);
        _end += read;
        return read > 0;
    }

    private void MakeRoom()
    {
        if (_start == 0 && _buffer.Length >= LongestFrame)
            throw new InvalidDataException("a frame in it is too long");
        var room = _start == 0 ? new byte[_buffer.Length * 2] : _buffer;
        _buffer.AsSpan(_start, _end - _start).CopyTo(room);
        (_buffer, _next, _end, _start) = (room, _next - _start, _end - _start, 0);
    }

    private static InvalidDataException CutOff() => new("it is cut off in the middle of a frame");
}
