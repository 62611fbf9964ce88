using System.Globalization;
using System.Text;

namespace TalksPlatform.Rtc.Sip;

/// <summary>
/// Cuts a stream of bytes into messages by their Content-Length (RFC 3261 §18.3). It keeps at most one message of the
/// longest kind; what could never become a message breaks the stream.
/// </summary>
internal sealed class StreamFraming
{
    /// <summary>The longest start line with headers.</summary>
    public const int MaxHead = 16_384;

    /// <summary>The longest body: a session description is a tenth of it.</summary>
    public const int MaxBody = 32_768;

    private const int FirstRoom = 4_096;
    private byte[] _buffer = new byte[FirstRoom];
    private int _begin;
    private int _end;

    /// <summary>True when nothing sensible can follow: the connection must be closed.</summary>
    public bool Broken { get; private set; }

    /// <summary>True while a message has begun and is not complete.</summary>
    public bool Waiting => _end > _begin;

    /// <summary>Double line ends that came between messages, to be answered with a single one (RFC 5626 §4.4.1).</summary>
    public int Pings { get; set; }

    /// <summary>Room for what comes next; tell by <see cref="Advance"/> how much came.</summary>
    public Memory<byte> Room()
    {
        if (_begin > 0)
        {
            _buffer.AsSpan(_begin, _end - _begin).CopyTo(_buffer);
            _end -= _begin;
            _begin = 0;
        }

        if (_end == _buffer.Length)
            Array.Resize(ref _buffer, _buffer.Length * 2);
        return _buffer.AsMemory(_end);
    }

    public void Advance(int length) => _end += length;

    /// <summary>The next whole message; valid until <see cref="Room"/> is called.</summary>
    public bool TryNext(out ReadOnlySpan<byte> message)
    {
        message = default;
        SkipLineEnds();
        var rest = _buffer.AsSpan(_begin, _end - _begin);
        var endOfHead = rest.IndexOf("\r\n\r\n"u8);
        if (endOfHead < 0 || endOfHead > MaxHead)
        {
            Broken |= rest.Length > MaxHead;
            return false;
        }

        if (ContentLength(rest[..endOfHead]) is not { } bodyLength || bodyLength > MaxBody)
        {
            Broken = true;
            return false;
        }

        var length = endOfHead + 4 + bodyLength;
        if (rest.Length < length)
            return false;
        message = rest[..length];
        _begin += length;
        return true;
    }

    private void SkipLineEnds()
    {
        while (_end - _begin >= 2 && _buffer.AsSpan(_begin, 2).SequenceEqual("\r\n"u8))
        {
            var isPing = _end - _begin >= 4 && _buffer.AsSpan(_begin + 2, 2).SequenceEqual("\r\n"u8);
            Pings += isPing ? 1 : 0;
            _begin += isPing ? 4 : 2;
        }
    }

    /// <summary>Null when there is none, or none that is a number: then nobody knows where the message ends.</summary>
    private static int? ContentLength(ReadOnlySpan<byte> head)
    {
        int? length = null;
        foreach (var range in head.Split((byte)'\n'))
        {
            var line = head[range];
            var colon = line.IndexOf((byte)':');
            if (colon < 0)
                continue;
            var name = line[..colon].Trim(" \t"u8);
            if (!Ascii.EqualsIgnoreCase(name, "Content-Length"u8) && !Ascii.EqualsIgnoreCase(name, "l"u8))
                continue;
            if (!int.TryParse(line[(colon + 1)..].Trim(" \t\r"u8), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                || (length is { } first && first != number))
                return null;
            length = number;
        }

        return length;
    }
}
