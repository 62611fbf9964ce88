using System.Buffers.Binary;

namespace TalksPlatform.Rtc.Rtp;

/// <summary>Hears keypad digits sent as events (RFC 4733): every packet of one key bears the same timestamp.</summary>
internal sealed class DigitDetector
{
    private const string Keys = "0123456789*#ABCD";
    private const int EventLength = 4;
    private uint _lastTimestamp;
    private bool _any;

    /// <summary>The key, on the first packet of it that arrives; else null.</summary>
    public char? Detect(in RtpPacket packet)
    {
        if (packet.Payload.Length < EventLength || packet.Payload[0] >= Keys.Length)
            return null;
        if (_any && (int)(packet.Timestamp - _lastTimestamp) <= 0)
            return null; // more of the same key, or of one before

        _any = true;
        _lastTimestamp = packet.Timestamp;
        return Keys[packet.Payload[0]];
    }

    /// <summary>Another source begins.</summary>
    public void Reset() => _any = false;

    /// <summary>The event's number of a key.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is no key of a telephone.</exception>
    public static byte EventOf(char key)
    {
        var number = Keys.IndexOf(char.ToUpperInvariant(key), StringComparison.Ordinal);
        return number >= 0 ? (byte)number : throw new ArgumentOutOfRangeException(nameof(key), key, "No telephone has this key");
    }

    /// <summary>Writes the event's payload.</summary>
    public static int Write(Span<byte> payload, byte number, bool isEnd, ushort duration)
    {
        const int Volume = 10; // -10 dBm0, for gateways that turn it into a tone
        payload[0] = number;
        payload[1] = (byte)((isEnd ? 0x80 : 0) | Volume);
        BinaryPrimitives.WriteUInt16BigEndian(payload[2..], duration);
        return EventLength;
    }
}
