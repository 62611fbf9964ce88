using System.Buffers.Binary;

namespace TalksPlatform.Rtc.Video;

/// <summary>One VP8 payload: its descriptor and the piece of a frame behind it (RFC 7741 §4.2), from anybody.</summary>
public readonly ref struct Vp8Payload
{
    /// <summary>The piece begins a frame.</summary>
    public bool BeginsFrame { get; private init; }

    /// <summary>The piece begins a frame that needs none before it (RFC 6386 §9.1).</summary>
    public bool BeginsKeyframe => BeginsFrame && (Data[0] & 0x01) == 0;

    /// <summary>The frame's number, of 7 or 15 bits; null when it bears none.</summary>
    public int? PictureId { get; private init; }

    /// <summary>The temporal layer, 0 is the base.</summary>
    public int TemporalLayer { get; private init; }

    /// <summary>The piece of the frame; never empty.</summary>
    public ReadOnlySpan<byte> Data { get; private init; }

    /// <summary>Reads a payload; false when it is malformed.</summary>
    public static bool TryParse(ReadOnlySpan<byte> payload, out Vp8Payload parsed)
    {
        parsed = default;
        if (payload.IsEmpty)
            return false;

        var first = payload[0];
        var position = 1;
        int? picture = null;
        var layer = 0;
        if ((first & 0x80) != 0 && !TryReadExtension(payload, ref position, out picture, out layer))
            return false;
        if (position >= payload.Length)
            return false;

        parsed = new Vp8Payload
        {
            BeginsFrame = (first & 0x10) != 0 && (first & 0x07) == 0,
            PictureId = picture,
            TemporalLayer = layer,
            Data = payload[position..],
        };
        return true;
    }

    private static bool TryReadExtension(ReadOnlySpan<byte> payload, ref int position, out int? picture, out int layer)
    {
        picture = null;
        layer = 0;
        if (position >= payload.Length)
            return false;

        var flags = payload[position++];
        if ((flags & 0x80) != 0)
        {
            if (position >= payload.Length)
                return false;
            var isLong = (payload[position] & 0x80) != 0;
            if (isLong && position + 2 > payload.Length)
                return false;
            picture = isLong ? BinaryPrimitives.ReadUInt16BigEndian(payload[position..]) & 0x7FFF : payload[position];
            position += isLong ? 2 : 1;
        }

        if ((flags & 0x40) != 0)
            position++; // TL0PICIDX
        if ((flags & 0x30) == 0)
            return true;
        if (position >= payload.Length)
            return false;
        layer = (flags & 0x20) != 0 ? payload[position] >> 6 : 0;
        position++;
        return true;
    }
}
