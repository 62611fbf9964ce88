using System.Buffers.Binary;

namespace TalksPlatform.Rtc.Ice.Tcp;

/// <summary>
/// Cuts a TCP stream into the datagrams that it carries, each behind its length in two bytes (RFC 4571, section 2).
/// Whole ones are not copied. Belongs to one thread.
/// </summary>
internal sealed class FrameReader
{
    public const int HeaderLength = 2;

    /// <summary>The longest datagram; whoever announces a longer one has lost the thread, or means ill.</summary>
    public const int MaxDatagram = 2048;

    private readonly byte[] _begun = new byte[HeaderLength + MaxDatagram];
    private int _length;

    /// <summary>The stream makes no sense any more: nothing else will be read.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>Takes the next datagram off the received bytes.</summary>
    /// <param name="received">What was received and not read yet; empty afterwards when nothing whole is left.</param>
    /// <param name="datagram">The datagram, to be used before the next call; may be empty.</param>
    /// <returns>Whether there was a whole one.</returns>
    public bool TryRead(ref Span<byte> received, out Span<byte> datagram)
    {
        var whole = _length > 0 ? TryFinish(ref received, out datagram) : TryReadWhole(ref received, out datagram);
        if (IsBroken)
            received = default;
        return whole && !IsBroken;
    }

    private bool TryReadWhole(ref Span<byte> received, out Span<byte> datagram)
    {
        datagram = default;
        if (received.Length < HeaderLength)
            return Keep(ref received, received.Length);

        var end = EndOf(received);
        if (IsBroken)
            return false;
        if (received.Length < end)
            return Keep(ref received, received.Length);

        datagram = received[HeaderLength..end];
        received = received[end..];
        return true;
    }

    private bool TryFinish(ref Span<byte> received, out Span<byte> datagram)
    {
        datagram = default;
        if (_length < HeaderLength)
            Keep(ref received, Math.Min(HeaderLength - _length, received.Length));
        if (_length < HeaderLength)
            return false;

        var end = EndOf(_begun);
        if (IsBroken)
            return false;
        Keep(ref received, Math.Min(end - _length, received.Length));
        if (_length < end)
            return false;

        datagram = _begun.AsSpan(HeaderLength, end - HeaderLength);
        _length = 0;
        return true;
    }

    private int EndOf(ReadOnlySpan<byte> frame)
    {
        var length = BinaryPrimitives.ReadUInt16BigEndian(frame);
        IsBroken |= length > MaxDatagram;
        return HeaderLength + length;
    }

    private bool Keep(ref Span<byte> received, int count)
    {
        received[..count].CopyTo(_begun.AsSpan(_length));
        _length += count;
        received = received[count..];
        return false;
    }
}
