using System.Buffers.Binary;
using System.Text;

namespace TalksPlatform.Rtc.Rtp;

/// <summary>
/// Builds a compound RTCP datagram (RFC 3550 §6.1): begin with an SR or RR, then SDES with the CNAME, then the rest.
/// The buffer must hold it all: 28 bytes + 24 per report, 8 + the CNAME, 8 per BYE.
/// </summary>
public ref struct RtcpWriter(Span<byte> buffer)
{
    private const byte CName = 1;
    private readonly Span<byte> _buffer = buffer;

    /// <summary>Bytes written.</summary>
    public int Length { get; private set; }

    /// <summary>What was written.</summary>
    public readonly ReadOnlySpan<byte> Written => _buffer[..Length];

    /// <summary>Adds an SR with up to 31 reports on others.</summary>
    public void AddSenderReport(in SenderReport report, params ReadOnlySpan<ReceptionReport> receptions)
    {
        var packet = Begin(RtcpType.SenderReport, receptions.Length, 24 + (24 * receptions.Length));
        BinaryPrimitives.WriteUInt32BigEndian(packet, report.Ssrc);
        BinaryPrimitives.WriteUInt64BigEndian(packet[4..], report.NtpTime);
        BinaryPrimitives.WriteUInt32BigEndian(packet[12..], report.RtpTime);
        BinaryPrimitives.WriteUInt32BigEndian(packet[16..], report.Packets);
        BinaryPrimitives.WriteUInt32BigEndian(packet[20..], report.Octets);
        Write(packet[24..], receptions);
    }

    /// <summary>Adds an RR of a peer that sends nothing itself.</summary>
    public void AddReceiverReport(uint ssrc, params ReadOnlySpan<ReceptionReport> receptions)
    {
        var packet = Begin(RtcpType.ReceiverReport, receptions.Length, 4 + (24 * receptions.Length));
        BinaryPrimitives.WriteUInt32BigEndian(packet, ssrc);
        Write(packet[4..], receptions);
    }

    /// <summary>Adds an SDES that gives a source its canonical name, at most 255 bytes.</summary>
    public void AddSourceDescription(uint ssrc, string canonicalName)
    {
        var nameLength = Encoding.UTF8.GetByteCount(canonicalName);
        var unpadded = 4 + 2 + nameLength + 1; // at least one zero ends the list of items
        var packet = Begin(RtcpType.SourceDescription, 1, (unpadded + 3) & ~3);
        packet.Clear();
        BinaryPrimitives.WriteUInt32BigEndian(packet, ssrc);
        packet[4] = CName;
        packet[5] = checked((byte)nameLength);
        Encoding.UTF8.GetBytes(canonicalName, packet[6..]);
    }

    /// <summary>Adds a BYE.</summary>
    public void AddGoodbye(uint ssrc) =>
        BinaryPrimitives.WriteUInt32BigEndian(Begin(RtcpType.Goodbye, 1, 4), ssrc);

    private static void Write(Span<byte> blocks, ReadOnlySpan<ReceptionReport> receptions)
    {
        foreach (var report in receptions)
        {
            BinaryPrimitives.WriteUInt32BigEndian(blocks, report.Ssrc);
            BinaryPrimitives.WriteInt32BigEndian(blocks[4..], Math.Clamp(report.Lost, -0x80_0000, 0x7F_FFFF));
            blocks[4] = report.FractionLost;
            BinaryPrimitives.WriteUInt32BigEndian(blocks[8..], report.HighestSequence);
            BinaryPrimitives.WriteUInt32BigEndian(blocks[12..], report.Jitter);
            BinaryPrimitives.WriteUInt32BigEndian(blocks[16..], report.LastSenderReport);
            BinaryPrimitives.WriteUInt32BigEndian(blocks[20..], report.DelaySinceLastSenderReport);
            blocks = blocks[24..];
        }
    }

    internal Span<byte> Begin(RtcpType type, int count, int bodyLength)
    {
        var packet = _buffer.Slice(Length, 4 + bodyLength);
        packet[0] = (byte)(0x80 | count);
        packet[1] = (byte)type;
        BinaryPrimitives.WriteUInt16BigEndian(packet[2..], (ushort)(bodyLength / 4));
        Length += packet.Length;
        return packet[4..];
    }
}
