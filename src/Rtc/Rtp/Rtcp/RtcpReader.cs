using System.Buffers.Binary;

namespace TalksPlatform.Rtc.Rtp;

/// <summary>Walks through the packets of a compound RTCP datagram (RFC 3550 §6.1), from anybody.</summary>
public ref struct RtcpReader(ReadOnlySpan<byte> datagram)
{
    private ReadOnlySpan<byte> _rest = datagram;

    /// <summary>The kind of the packet read last.</summary>
    public RtcpType Type { get; private set; }

    /// <summary>Its count or format field, 0 to 31.</summary>
    public int Count { get; private set; }

    /// <summary>What follows its four-byte header, without padding.</summary>
    public ReadOnlySpan<byte> Body { get; private set; }

    /// <summary>Moves to the next packet; false at the end or at the first malformed one.</summary>
    public bool TryRead()
    {
        if (_rest.Length < 4 || _rest[0] >> 6 != 2)
            return false;

        var length = (BinaryPrimitives.ReadUInt16BigEndian(_rest[2..]) + 1) * 4;
        if (length > _rest.Length)
            return false;

        var end = length;
        if ((_rest[0] & 0x20) != 0)
        {
            var padding = _rest[length - 1];
            if (padding == 0 || padding > length - 4)
                return false;
            end -= padding;
        }

        Count = _rest[0] & 0x1F;
        Type = (RtcpType)_rest[1];
        Body = _rest[4..end];
        _rest = _rest[length..];
        return true;
    }

    /// <summary>The sender's part, when this is an SR.</summary>
    public readonly bool TryGetSenderReport(out SenderReport report)
    {
        report = default;
        if (Type != RtcpType.SenderReport || Body.Length < 24)
            return false;

        report = new SenderReport(
            BinaryPrimitives.ReadUInt32BigEndian(Body),
            BinaryPrimitives.ReadUInt64BigEndian(Body[4..]),
            BinaryPrimitives.ReadUInt32BigEndian(Body[12..]),
            BinaryPrimitives.ReadUInt32BigEndian(Body[16..]),
            BinaryPrimitives.ReadUInt32BigEndian(Body[20..]));
        return true;
    }

    /// <summary>The report on one source, when this is an SR or RR that holds it.</summary>
    public readonly bool TryGetReception(uint ssrc, out ReceptionReport report)
    {
        report = default;
        if (Type is not (RtcpType.SenderReport or RtcpType.ReceiverReport))
            return false;

        var blocks = Type == RtcpType.SenderReport ? 24 : 4;
        for (var i = 0; i < Count && blocks + 24 <= Body.Length; i++, blocks += 24)
        {
            var block = Body.Slice(blocks, 24);
            if (BinaryPrimitives.ReadUInt32BigEndian(block) != ssrc)
                continue;

            var lost = BinaryPrimitives.ReadInt32BigEndian(block[4..]);
            report = new ReceptionReport(
                ssrc,
                block[4],
                lost << 8 >> 8, // 24 bits, signed
                BinaryPrimitives.ReadUInt32BigEndian(block[8..]),
                BinaryPrimitives.ReadUInt32BigEndian(block[12..]),
                BinaryPrimitives.ReadUInt32BigEndian(block[16..]),
                BinaryPrimitives.ReadUInt32BigEndian(block[20..]));
            return true;
        }

        return false;
    }

    /// <summary>True when this is a BYE of that source.</summary>
    public readonly bool IsGoodbyeOf(uint ssrc)
    {
        if (Type != RtcpType.Goodbye)
            return false;
        for (var i = 0; i < Count && (i + 1) * 4 <= Body.Length; i++)
        {
            if (BinaryPrimitives.ReadUInt32BigEndian(Body[(i * 4)..]) == ssrc)
                return true;
        }

        return false;
    }
}
