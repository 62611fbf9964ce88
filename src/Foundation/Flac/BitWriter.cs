using System.Buffers.Binary;

namespace TalksPlatform.Foundation.Flac;

/// <summary>Writes bits, the most significant first, into a buffer that is long enough for any frame.</summary>
internal sealed class BitWriter(int bytes)
{
    private readonly byte[] _buffer = new byte[bytes + sizeof(ulong)];
    private ulong _waiting; // its lower bits are not in the buffer yet
    private int _count; // how many those are, fewer than 32
    private int _length;

    /// <summary>What was written, up to the last whole byte.</summary>
    public ReadOnlySpan<byte> Written => _buffer.AsSpan(0, _length);

    public void Clear() => (_waiting, _count, _length) = (0, 0, 0);

    /// <param name="value">Has no bits above those.</param>
    /// <param name="bits">0 to 32.</param>
    public void Write(uint value, int bits)
    {
        _waiting = (_waiting << bits) | value;
        _count += bits;
        if (_count < 32)
            return;
        _count -= 32;
        BinaryPrimitives.WriteUInt32BigEndian(_buffer.AsSpan(_length), (uint)(_waiting >> _count));
        _length += sizeof(uint);
    }

    /// <summary>So many zeros and a one.</summary>
    public void WriteUnary(uint zeros)
    {
        for (; zeros >= 31; zeros -= 31)
            Write(0, 31);
        Write(1, (int)zeros + 1);
    }

    /// <summary>Fills the last byte with zeros and puts all that waits into the buffer.</summary>
    public void Align()
    {
        if (_count % 8 is var odd and > 0)
            Write(0, 8 - odd);
        for (; _count > 0; _count -= 8)
            _buffer[_length++] = (byte)(_waiting >> (_count - 8));
    }
}
