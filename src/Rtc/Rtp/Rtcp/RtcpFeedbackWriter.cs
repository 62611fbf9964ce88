using System.Buffers.Binary;
using System.Numerics;

namespace TalksPlatform.Rtc.Rtp;

/// <summary>
/// Adds feedback to an RTCP datagram (RFC 4585 §6): behind an SR or RR and SDES, or alone where reduced size was agreed
/// (RFC 5506).
/// </summary>
public static class RtcpFeedbackWriter
{
    private const int NackSpan = 17; // one entry: a number and the sixteen after it
    private const int MantissaBits = 18;

    /// <summary>Asks for packets again. The numbers ascend; 12 bytes and up to 4 a number are written.</summary>
    public static void AddNack(this ref RtcpWriter writer, uint sender, uint media, ReadOnlySpan<ushort> lost)
    {
        Span<(ushort First, ushort Following)> entries = stackalloc (ushort, ushort)[lost.Length];
        var count = 0;
        foreach (var sequence in lost)
        {
            var distance = count == 0 ? NackSpan : (ushort)(sequence - entries[count - 1].First);
            if (distance < NackSpan)
                entries[count - 1].Following |= (ushort)(1 << (distance - 1));
            else
                entries[count++] = (sequence, 0);
        }

        var control = Begin(ref writer, RtcpType.TransportFeedback, RtcpFeedbackFormat.Nack, sender, media, 4 * count);
        foreach (var (first, following) in entries[..count])
        {
            BinaryPrimitives.WriteUInt16BigEndian(control, first);
            BinaryPrimitives.WriteUInt16BigEndian(control[2..], following);
            control = control[4..];
        }
    }

    /// <summary>Asks for a whole picture because one was lost (PLI); 12 bytes.</summary>
    public static void AddPictureLoss(this ref RtcpWriter writer, uint sender, uint media) =>
        Begin(ref writer, RtcpType.PayloadFeedback, RtcpFeedbackFormat.PictureLoss, sender, media, 0);

    /// <summary>Asks for a whole picture for somebody new (FIR, RFC 5104 §4.3.1); 20 bytes.</summary>
    /// <param name="writer">The datagram.</param>
    /// <param name="sender">Whoever asks.</param>
    /// <param name="media">The source that is asked.</param>
    /// <param name="number">Grows by one with each request, and stays when one is repeated.</param>
    public static void AddFullIntraRequest(this ref RtcpWriter writer, uint sender, uint media, byte number)
    {
        var control = Begin(ref writer, RtcpType.PayloadFeedback, RtcpFeedbackFormat.FullIntraRequest, sender, 0, 8);
        control.Clear();
        BinaryPrimitives.WriteUInt32BigEndian(control, media);
        control[4] = number;
    }

    /// <summary>Says which bitrate can be taken (REMB, draft-alvestrand-rmcat-remb-03 §2.2); 24 bytes.</summary>
    public static void AddBitrate(this ref RtcpWriter writer, uint sender, uint media, uint bitsPerSecond)
    {
        var exponent = Math.Max(0, 32 - BitOperations.LeadingZeroCount(bitsPerSecond) - MantissaBits);
        var mantissa = bitsPerSecond >> exponent;
        var control = Begin(ref writer, RtcpType.PayloadFeedback, RtcpFeedbackFormat.Application, sender, 0, 12);
        "REMB"u8.CopyTo(control);
        BinaryPrimitives.WriteUInt32BigEndian(control[4..], 1u << 24 | (uint)exponent << MantissaBits | mantissa);
        BinaryPrimitives.WriteUInt32BigEndian(control[8..], media);
    }

    internal static Span<byte> Begin(
        ref RtcpWriter writer, RtcpType type, int format, uint sender, uint media, int controlLength)
    {
        var body = writer.Begin(type, format, 8 + controlLength);
        BinaryPrimitives.WriteUInt32BigEndian(body, sender);
        BinaryPrimitives.WriteUInt32BigEndian(body[4..], media);
        return body[8..];
    }
}
