using System.Buffers.Binary;

namespace TalksPlatform.Rtc.Video;

/// <summary>
/// Takes H.264 payloads apart (RFC 6184 §5): single units, several in one packet (STAP-A), one in several packets (FU-A).
/// The rest, interleaved packets, nobody sends in mode 0 or 1.
/// </summary>
public static class H264Payload
{
    private const int Idr = 5;
    private const int SequenceParameters = 7;
    private const int LastSingle = 23;
    private const int StapA = 24;
    private const int FuA = 28;
    private const int TypeMask = 0x1F;
    private static ReadOnlySpan<byte> StartCode => [0, 0, 0, 1];

    /// <summary>Whether a decoder can begin here: with the parameters of the sequence, or a whole picture.</summary>
    public static bool BeginsKeyframe(ReadOnlySpan<byte> payload)
    {
        if (payload.Length < 2)
            return false;
        return (payload[0] & TypeMask) switch
        {
            Idr or SequenceParameters => true,
            StapA => payload.Length > 3 && (payload[3] & TypeMask) is Idr or SequenceParameters,
            FuA => (payload[1] & 0x80) != 0 && (payload[1] & TypeMask) == Idr,
            _ => false,
        };
    }

    /// <summary>Whether a frame can begin with this payload: all but a later piece of a unit.</summary>
    public static bool BeginsUnit(ReadOnlySpan<byte> payload) =>
        payload.Length > 1 && ((payload[0] & TypeMask) != FuA || (payload[1] & 0x80) != 0);

    /// <summary>Adds a payload's units to a frame as a byte stream (annex B); false when it is malformed.</summary>
    public static bool TryAppend(ReadOnlySpan<byte> payload, FrameBuffer frame)
    {
        if (payload.Length < 2)
            return false;
        switch (payload[0] & TypeMask)
        {
            case 0:
                return false;
            case <= LastSingle:
                return frame.TryAppend(StartCode) && frame.TryAppend(payload);
            case StapA:
                return TryAppendAll(payload[1..], frame);
            case FuA:
                return TryAppendPiece(payload, frame);
            default:
                return false;
        }
    }

    private static bool TryAppendAll(ReadOnlySpan<byte> units, FrameBuffer frame)
    {
        while (units.Length > 2)
        {
            var length = BinaryPrimitives.ReadUInt16BigEndian(units);
            units = units[2..];
            if (length == 0 || length > units.Length || !frame.TryAppend(StartCode) || !frame.TryAppend(units[..length]))
                return false;
            units = units[length..];
        }

        return units.IsEmpty;
    }

    private static bool TryAppendPiece(ReadOnlySpan<byte> payload, FrameBuffer frame)
    {
        var isFirst = (payload[1] & 0x80) != 0;
        if (isFirst && !(frame.TryAppend(StartCode) && frame.TryAppend([(byte)((payload[0] & 0xE0) | (payload[1] & TypeMask))])))
            return false;
        return frame.TryAppend(payload[2..]);
    }
}
