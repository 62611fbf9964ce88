using System.Buffers.Binary;

namespace TalksPlatform.Rtc.Rtp;

/// <summary>A feedback packet (RFC 4585 §6.1), from anybody: who says it, of which source, and the rest.</summary>
public readonly ref struct RtcpFeedback
{
    private const int HeaderLength = 8;
    private const int FullIntraEntryLength = 8;

    private readonly RtcpType _type;
    private readonly int _format;

    private RtcpFeedback(RtcpType type, int format, ReadOnlySpan<byte> body)
    {
        _type = type;
        _format = format;
        Sender = BinaryPrimitives.ReadUInt32BigEndian(body);
        Media = BinaryPrimitives.ReadUInt32BigEndian(body[4..]);
        Control = body[HeaderLength..];
    }

    /// <summary>Whoever says it.</summary>
    public uint Sender { get; }

    /// <summary>The source that it is about; 0 where the rest names several.</summary>
    public uint Media { get; }

    /// <summary>The feedback control information: what follows.</summary>
    public ReadOnlySpan<byte> Control { get; }

    /// <summary>These packets are asked for again: read them with <see cref="NackReader"/>.</summary>
    public bool IsNack => _type == RtcpType.TransportFeedback && _format == RtcpFeedbackFormat.Nack;

    /// <summary>How packets arrived: read it with <see cref="TransportFeedbackReader"/>.</summary>
    public bool IsTransportWide => _type == RtcpType.TransportFeedback && _format == RtcpFeedbackFormat.TransportWide;

    /// <summary>Takes the packet that a reader stands at.</summary>
    public static bool TryGet(RtcpReader reader, out RtcpFeedback feedback)
    {
        feedback = default;
        if (reader.Type is not (RtcpType.TransportFeedback or RtcpType.PayloadFeedback) || reader.Body.Length < HeaderLength)
            return false;
        feedback = new RtcpFeedback(reader.Type, reader.Count, reader.Body);
        return true;
    }

    /// <summary>True when a whole picture of that source is needed, by PLI or FIR.</summary>
    public bool AsksForKeyframeOf(uint ssrc)
    {
        if (_type != RtcpType.PayloadFeedback)
            return false;
        if (_format == RtcpFeedbackFormat.PictureLoss)
            return Media == ssrc;
        if (_format != RtcpFeedbackFormat.FullIntraRequest)
            return false;

        for (var rest = Control; rest.Length >= FullIntraEntryLength; rest = rest[FullIntraEntryLength..])
        {
            if (BinaryPrimitives.ReadUInt32BigEndian(rest) == ssrc)
                return true;
        }

        return false;
    }

    /// <summary>The bitrate that the receiver believes it can take (REMB, draft-alvestrand-rmcat-remb-03 §2.2).</summary>
    public bool TryGetBitrate(out long bitsPerSecond)
    {
        bitsPerSecond = 0;
        if (_type != RtcpType.PayloadFeedback || _format != RtcpFeedbackFormat.Application
            || Control.Length < 8 || !Control.StartsWith("REMB"u8))
            return false;

        var exponent = Control[5] >> 2;
        var mantissa = (long)(Control[5] & 3) << 16 | BinaryPrimitives.ReadUInt16BigEndian(Control[6..]);
        bitsPerSecond = exponent > 40 ? long.MaxValue : mantissa << exponent;
        return true;
    }
}
