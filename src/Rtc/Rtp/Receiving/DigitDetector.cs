using System.Buffers.Binary;

namespace TalksPlatform.Rtc.Rtp;

/// <summary>
/// Hears keypad digits sent as events (RFC 4733): every packet of one key bears the same timestamp, so the first of them
/// that arrives is the key, whichever are lost. A key held for longer than a packet can tell goes on under a new timestamp,
/// which follows without a gap (§2.5.1.3), and is the same key still.
/// </summary>
internal sealed class DigitDetector
{
    private const string Keys = "0123456789*#ABCD";
    private const int EventLength = 4;
    private const uint LongestSegment = ushort.MaxValue;
    private const byte EndFlag = 0x80;

    private uint _ssrc;
    private uint _timestamp;
    private byte _event;
    private bool _ended;
    private bool _any;

    /// <summary>The key, on the first packet of it that arrives; else null.</summary>
    public char? Detect(in RtpPacket packet)
    {
        if (packet.Payload.Length < EventLength || packet.Payload[0] >= Keys.Length)
            return null;

        var key = packet.Payload[0];
        var known = _any && packet.Ssrc == _ssrc;
        var ahead = (int)(packet.Timestamp - _timestamp);
        if (known && ahead < 0)
            return null; // of a key before

        var goesOn = known && (ahead == 0 || (ahead == LongestSegment && key == _event && !_ended && !packet.Marker));
        _any = true;
        _ssrc = packet.Ssrc;
        _timestamp = packet.Timestamp;
        _event = key;
        _ended = (packet.Payload[1] & EndFlag) != 0 || (_ended && known && ahead == 0);
        return goesOn ? null : Keys[key];
    }

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
        payload[1] = (byte)((isEnd ? EndFlag : 0) | Volume);
        BinaryPrimitives.WriteUInt16BigEndian(payload[2..], duration);
        return EventLength;
    }
}
