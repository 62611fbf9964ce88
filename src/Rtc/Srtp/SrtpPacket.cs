using System.Buffers.Binary;

namespace TalksPlatform.Rtc.Srtp;

/// <summary>The few fields of RTP and RTCP packets that protection looks at (RFC 3550, sections 5.1 and 6.4).</summary>
internal static class SrtpPacket
{
    public const int RtcpHeaderLength = 8;

    private const int FixedHeaderLength = 12;

    /// <summary>The length of the RTP header with its sources and extension, all of which stay readable.</summary>
    public static bool TryReadRtp(ReadOnlySpan<byte> packet, out int headerLength, out uint ssrc, out ushort sequence)
    {
        (headerLength, ssrc, sequence) = (0, 0, 0);
        if (packet.Length < FixedHeaderLength || packet[0] >> 6 != 2)
            return false;

        headerLength = FixedHeaderLength + sizeof(uint) * (packet[0] & 0x0F);
        if ((packet[0] & 0x10) != 0)
        {
            if (packet.Length < headerLength + sizeof(uint))
                return false;
            headerLength += sizeof(uint) * (1 + BinaryPrimitives.ReadUInt16BigEndian(packet[(headerLength + 2)..]));
        }

        sequence = BinaryPrimitives.ReadUInt16BigEndian(packet[2..]);
        ssrc = BinaryPrimitives.ReadUInt32BigEndian(packet[8..]);
        return headerLength <= packet.Length;
    }

    public static bool TryReadRtcp(ReadOnlySpan<byte> packet, out uint ssrc)
    {
        ssrc = 0;
        if (packet.Length < RtcpHeaderLength || packet[0] >> 6 != 2)
            return false;

        ssrc = BinaryPrimitives.ReadUInt32BigEndian(packet[4..]);
        return true;
    }
}
