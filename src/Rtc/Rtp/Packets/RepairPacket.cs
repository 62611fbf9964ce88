using System.Buffers.Binary;

namespace TalksPlatform.Rtc.Rtp;

/// <summary>A packet that is sent again in a stream of its own (RFC 4588 §4): its old number, then its old payload.</summary>
internal static class RepairPacket
{
    private const int NumberLength = 2;

    /// <summary>Writes one for a packet that was sent before; 0 when it is none.</summary>
    public static int Write(Span<byte> destination, ReadOnlySpan<byte> original, byte payloadType, ushort sequence, uint ssrc)
    {
        if (!RtpPacket.TryParse(original, out var packet))
            return 0;
        RtpPacket.WriteHeader(destination, payloadType, packet.Marker, sequence, packet.Timestamp, ssrc);
        BinaryPrimitives.WriteUInt16BigEndian(destination[RtpPacket.HeaderLength..], packet.SequenceNumber);
        packet.Payload.CopyTo(destination[(RtpPacket.HeaderLength + NumberLength)..]);
        return RtpPacket.HeaderLength + NumberLength + packet.Payload.Length;
    }

    /// <summary>The packet as it was; false when there is nothing in it, as in those that only probe the line.</summary>
    public static bool TryRestore(in RtpPacket repair, byte payloadType, uint ssrc, out RtpPacket original)
    {
        original = default;
        if (repair.Payload.Length <= NumberLength)
            return false;
        var sequence = BinaryPrimitives.ReadUInt16BigEndian(repair.Payload);
        original = repair.With(payloadType, sequence, repair.Timestamp, ssrc, repair.Payload[NumberLength..]);
        return true;
    }
}
