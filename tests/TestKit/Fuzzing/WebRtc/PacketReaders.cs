using System.Buffers.Binary;
using TalksPlatform.Rtc.Dtls;
using TalksPlatform.Rtc.Ice.Tcp;
using TalksPlatform.Rtc.Rtp;
using TalksPlatform.Rtc.Stun;

namespace TalksPlatform.TestKit.Fuzzing.WebRtc;

/// <summary>Readers of one datagram that keep nothing.</summary>
internal static class PacketReaders
{
    private static readonly byte[] Password = "a password of 22 chars"u8.ToArray();

    private static readonly StunAttribute[] Attributes = Enum.GetValues<StunAttribute>();

    public static bool Stun(ReadOnlySpan<byte> input)
    {
        if (!StunMessage.TryParse(input, out var message))
            return false;

        foreach (var attribute in Attributes)
            message.TryGet(attribute, out _);
        message.TryGetMappedAddress(out _);
        message.IsIntact(Password);
        return true;
    }

    /// <summary>A check by somebody who gets header and length right, whatever he writes into it.</summary>
    public static bool StunAttributes(ReadOnlySpan<byte> input)
    {
        var message = new byte[Math.Max(StunFormat.HeaderLength, input.Length & ~3)];
        input[..Math.Min(input.Length, message.Length)].CopyTo(message);
        message[0] &= 0x3F;
        BinaryPrimitives.WriteUInt16BigEndian(message.AsSpan(2), (ushort)(message.Length - StunFormat.HeaderLength));
        BinaryPrimitives.WriteUInt32BigEndian(message.AsSpan(4), StunFormat.MagicCookie);
        return Stun(message);
    }

    /// <summary>Genuine checks without the fingerprint, which would betray each change.</summary>
    public static IReadOnlyList<byte[]> Unprinted() =>
        [.. Captures.Datagrams("stun").Select(check => check[..^(StunFormat.AttributeHeaderLength + StunFormat.FingerprintLength)])];

    public static bool DtlsRecord(ReadOnlySpan<byte> input)
    {
        if (!DtlsRecords.Looks(input))
            return false;

        for (var rest = input; !rest.IsEmpty;)
        {
            var length = DtlsRecords.NextDatagram(rest, 1_200);
            if (length <= 0 || length > rest.Length)
                throw new InvalidOperationException($"A datagram of {length} bytes was cut from {rest.Length}.");
            rest = rest[length..];
        }

        return true;
    }

    public static bool Rtp(ReadOnlySpan<byte> input)
    {
        if (RtpPacket.IsRtcp(input) || !RtpPacket.TryParse(input, out var packet))
            return false;
        if (packet.Payload.Length + packet.Extension.Length + packet.ContributingSources.Length > input.Length)
            throw new InvalidOperationException("A packet has more in it than it is long.");

        var extensions = new HeaderExtensionReader(packet);
        var length = 0;
        while (extensions.TryRead())
            length += 1 + extensions.Value.Length;
        if (length > packet.Extension.Length)
            throw new InvalidOperationException("The elements of an extension are longer than it is.");
        return true;
    }

    /// <summary>The payload alone, as the packet's own header said that it repeats others.</summary>
    public static bool Redundant(ReadOnlySpan<byte> input)
    {
        if (!RedundantPayload.TryParse(input, out var redundant))
            return false;

        var length = 0;
        while (redundant.TryRead())
            length += redundant.Block.Length;
        if (length >= input.Length)
            throw new InvalidOperationException("The blocks of a payload are longer than it is.");
        return true;
    }

    /// <summary>The captured voices, each packet with the one before it (RFC 2198).</summary>
    public static IReadOnlyList<byte[]> Repeated()
    {
        var payloads = Captures.Datagrams("rtp").Select(PayloadOf).Where(payload => payload.Length is > 0 and < 1_024).ToList();
        return
        [
            .. payloads.Zip(payloads.Skip(1), (before, own) => (byte[])
                [0x80 | 111, 960 >> 6, (byte)(((960 & 0x3F) << 2) | (before.Length >> 8)), (byte)before.Length, 111, .. before, .. own]),
        ];
    }

    public static bool Rtcp(ReadOnlySpan<byte> input)
    {
        var reader = new RtcpReader(input);
        var packets = 0;
        while (reader.TryRead())
        {
            packets++;
            reader.TryGetSenderReport(out var report);
            reader.TryGetReception(report.Ssrc, out _);
            reader.TryGetReception(0, out _);
            reader.IsGoodbyeOf(report.Ssrc);
            reader.IsGoodbyeOf(1);
            if (RtcpFeedback.TryGet(reader, out var feedback))
                ReadFeedback(feedback);
        }

        return packets > 0;
    }

    /// <summary>A stream that arrives in pieces, cut where its own bytes say.</summary>
    public static bool Frames(ReadOnlySpan<byte> input)
    {
        var reader = new FrameReader();
        var stream = input.ToArray();
        for (var at = 0; at < stream.Length;)
        {
            var piece = Math.Min(1 + (stream[at] * 7), stream.Length - at);
            var received = stream.AsSpan(at, piece);
            while (reader.TryRead(ref received, out var datagram))
            {
                if (datagram.Length > FrameReader.MaxDatagram)
                    throw new InvalidOperationException($"A frame of {datagram.Length} bytes came through.");
            }

            at += piece;
        }

        return !reader.IsBroken;
    }

    /// <summary>Genuine streams: all datagrams of a kind, one behind the other.</summary>
    public static IReadOnlyList<byte[]> Streams() =>
        [.. new[] { "stun", "dtls", "rtp" }.Select(kind => Captures.Datagrams(kind).SelectMany(Frame).ToArray())];

    private static void ReadFeedback(RtcpFeedback feedback)
    {
        feedback.AsksForKeyframeOf(1);
        feedback.TryGetBitrate(out _);
        var lost = new NackReader(feedback.Control); // whatever its format says
        while (lost.TryRead())
            _ = lost.Sequence;
        if (!TransportFeedbackReader.TryParse(feedback.Control, out var arrivals))
            return;
        while (arrivals.TryRead())
        {
            if (!double.IsFinite(arrivals.ArrivedAt))
                throw new InvalidOperationException("A packet arrived at no time.");
        }
    }

    private static byte[] PayloadOf(byte[] datagram) =>
        RtpPacket.TryParse(datagram, out var packet) ? packet.Payload.ToArray() : [];

    private static byte[] Frame(byte[] datagram)
    {
        var frame = new byte[FrameReader.HeaderLength + datagram.Length];
        BinaryPrimitives.WriteUInt16BigEndian(frame, (ushort)datagram.Length);
        datagram.CopyTo(frame, FrameReader.HeaderLength);
        return frame;
    }
}
