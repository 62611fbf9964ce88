using System.Buffers.Binary;

namespace TalksPlatform.Rtc.Rtp;

/// <summary>A view of one RTP packet (RFC 3550 §5.1) in somebody's buffer.</summary>
public readonly ref struct RtpPacket
{
    /// <summary>Bytes of a header without contributing sources and extension.</summary>
    public const int HeaderLength = 12;

    /// <summary>The largest packet that we send, and that is taken where only Opus is spoken.</summary>
    public const int MaxLength = 1500;

    /// <summary>The largest packet that is taken: 60 ms of L16 in stereo.</summary>
    public const int MaxReceivedLength = 12 * 1024;

    private const int Version = 2;

    /// <summary>Set on the first packet after a silence, and of a keypad event.</summary>
    public bool Marker { get; private init; }

    /// <summary>What the payload is, by the session's agreement.</summary>
    public byte PayloadType { get; private init; }

    /// <summary>Counts packets, from anywhere, round 65536.</summary>
    public ushort SequenceNumber { get; private init; }

    /// <summary>When the payload's first sample was taken, on the format's clock, from anywhere, round 2^32.</summary>
    public uint Timestamp { get; private init; }

    /// <summary>Who sends.</summary>
    public uint Ssrc { get; private init; }

    /// <summary>Contributing sources, four bytes each.</summary>
    public ReadOnlySpan<byte> ContributingSources { get; private init; }

    /// <summary>The header extension's profile: 0xBEDE for one-byte elements (RFC 8285); 0 when there is none.</summary>
    public ushort ExtensionProfile { get; private init; }

    /// <summary>The header extension's elements.</summary>
    public ReadOnlySpan<byte> Extension { get; private init; }

    /// <summary>The sound, without padding.</summary>
    public ReadOnlySpan<byte> Payload { get; private init; }

    /// <summary>True when a datagram is RTCP by its payload type where both share a port (RFC 5761 §4).</summary>
    public static bool IsRtcp(ReadOnlySpan<byte> datagram) => datagram.Length >= 2 && datagram[1] is >= 192 and <= 223;

    /// <summary>Reads a packet from anybody; false when it is malformed.</summary>
    public static bool TryParse(ReadOnlySpan<byte> datagram, out RtpPacket packet)
    {
        packet = default;
        if (datagram.Length < HeaderLength || datagram[0] >> 6 != Version)
            return false;

        var position = HeaderLength;
        var sourcesLength = (datagram[0] & 0x0F) * 4;
        var end = datagram.Length;
        if ((datagram[0] & 0x20) != 0)
        {
            var padding = datagram[^1];
            end -= padding;
            if (padding == 0 || end < HeaderLength)
                return false;
        }

        if (position + sourcesLength > end)
            return false;
        var sources = datagram.Slice(position, sourcesLength);
        position += sourcesLength;

        ushort profile = 0;
        var extension = ReadOnlySpan<byte>.Empty;
        if ((datagram[0] & 0x10) != 0)
        {
            if (position + 4 > end)
                return false;
            profile = BinaryPrimitives.ReadUInt16BigEndian(datagram[position..]);
            var length = BinaryPrimitives.ReadUInt16BigEndian(datagram[(position + 2)..]) * 4;
            position += 4;
            if (position + length > end)
                return false;
            extension = datagram.Slice(position, length);
            position += length;
        }

        packet = new RtpPacket
        {
            Marker = (datagram[1] & 0x80) != 0,
            PayloadType = (byte)(datagram[1] & 0x7F),
            SequenceNumber = BinaryPrimitives.ReadUInt16BigEndian(datagram[2..]),
            Timestamp = BinaryPrimitives.ReadUInt32BigEndian(datagram[4..]),
            Ssrc = BinaryPrimitives.ReadUInt32BigEndian(datagram[8..]),
            ContributingSources = sources,
            ExtensionProfile = profile,
            Extension = extension,
            Payload = datagram[position..end],
        };
        return true;
    }

    /// <summary>What this packet bore within itself, as the packet that it would have been.</summary>
    internal RtpPacket With(
        byte payloadType, ushort sequenceNumber, uint timestamp, uint ssrc, ReadOnlySpan<byte> payload) => new()
        {
            Marker = Marker,
            PayloadType = payloadType,
            SequenceNumber = sequenceNumber,
            Timestamp = timestamp,
            Ssrc = ssrc,
            Payload = payload,
        };

    /// <summary>Writes a plain header; the payload follows at <see cref="HeaderLength"/>.</summary>
    public static void WriteHeader(
        Span<byte> destination, byte payloadType, bool marker, ushort sequenceNumber, uint timestamp, uint ssrc)
    {
        destination[0] = Version << 6;
        destination[1] = (byte)(payloadType | (marker ? 0x80 : 0));
        BinaryPrimitives.WriteUInt16BigEndian(destination[2..], sequenceNumber);
        BinaryPrimitives.WriteUInt32BigEndian(destination[4..], timestamp);
        BinaryPrimitives.WriteUInt32BigEndian(destination[8..], ssrc);
    }
}
