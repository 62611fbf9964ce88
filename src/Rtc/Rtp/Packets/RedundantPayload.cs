using System.Buffers.Binary;

namespace TalksPlatform.Rtc.Rtp;

/// <summary>
/// Walks through a payload that repeats those before it (RFC 2198), oldest block first, the packet's own last; from
/// anybody: a payload that promises more than it holds has no blocks.
/// </summary>
internal ref struct RedundantPayload
{
    private const int MostBlocks = 8;
    private const int HeaderLength = 4;

    private ReadOnlySpan<byte> _headers;
    private ReadOnlySpan<byte> _blocks;

    private RedundantPayload(ReadOnlySpan<byte> headers, ReadOnlySpan<byte> blocks)
    {
        _headers = headers;
        _blocks = blocks;
        Left = (headers.Length / HeaderLength) + 1;
    }

    /// <summary>How many blocks follow: 1 when the next one is the packet's own.</summary>
    public int Left { get; private set; }

    public byte PayloadType { get; private set; }

    /// <summary>How much earlier than the packet the block was sampled, in clock ticks.</summary>
    public uint TimestampOffset { get; private set; }

    public ReadOnlySpan<byte> Block { get; private set; }

    public static bool TryParse(ReadOnlySpan<byte> payload, out RedundantPayload redundant)
    {
        redundant = default;
        var headersLength = 0;
        var repeated = 0;
        while (headersLength < payload.Length && (payload[headersLength] & 0x80) != 0)
        {
            if (headersLength + HeaderLength >= payload.Length || headersLength / HeaderLength == MostBlocks)
                return false;
            repeated += LengthOf(payload[headersLength..]);
            headersLength += HeaderLength;
        }

        if (headersLength + 1 + repeated > payload.Length)
            return false; // the last header, of one byte, has no length: the rest is the packet's own
        redundant = new RedundantPayload(payload[..(headersLength + 1)], payload[(headersLength + 1)..]);
        return true;
    }

    /// <summary>Moves to the next block; false at the end.</summary>
    public bool TryRead()
    {
        if (Left == 0)
            return false;

        PayloadType = (byte)(_headers[0] & 0x7F);
        if (--Left == 0)
        {
            TimestampOffset = 0;
            Block = _blocks;
            return true;
        }

        var length = LengthOf(_headers);
        TimestampOffset = (uint)BinaryPrimitives.ReadUInt16BigEndian(_headers[1..]) >> 2;
        Block = _blocks[..length];
        _blocks = _blocks[length..];
        _headers = _headers[HeaderLength..];
        return true;
    }

    private static int LengthOf(ReadOnlySpan<byte> header) => BinaryPrimitives.ReadUInt16BigEndian(header[2..]) & 0x3FF;
}
