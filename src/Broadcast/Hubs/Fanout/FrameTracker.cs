namespace TalksPlatform.Broadcast.Hubs.Fanout;

/// <summary>
/// Follows the frames of a WebSocket (RFC 6455, section 5.2) as its server writes them, wherever the writes are cut, and
/// so knows where another message may go in between.
/// </summary>
internal struct FrameTracker
{
    private const int Final = 0x80;
    private const int Opcode = 0x0F;
    private const int FirstControl = 0x08;
    private const int Close = 0x08;
    private const int Length = 0x7F;

    private int _headerSeen;
    private int _lengthLeft;
    private long _length;
    private long _payloadLeft;
    private bool _fragmented;
    private bool _closed;

    /// <summary>The last frame is whole, it ended its message, and it was not the closing one.</summary>
    public readonly bool TakesMessage => _headerSeen == 0 && _payloadLeft == 0 && !_fragmented && !_closed;

    public void Follow(ReadOnlySpan<byte> written)
    {
        while (written.Length > 0)
        {
            var taken = 1;
            if (_payloadLeft > 0)
                _payloadLeft -= taken = (int)Math.Min(_payloadLeft, written.Length);
            else
                FollowHeader(written[0]);
            written = written[taken..];
        }
    }

    private void FollowHeader(byte next)
    {
        switch (_headerSeen++)
        {
            case 0:
                var opcode = next & Opcode;
                _closed |= opcode == Close;
                if (opcode < FirstControl) // a control frame may stand between the fragments of a message
                    _fragmented = (next & Final) == 0;
                return;
            case 1:
                (_lengthLeft, _length) = (next & Length) switch { 126 => (2, 0), 127 => (8, 0), var length => (0, length) };
                break;
            default:
                (_lengthLeft, _length) = (_lengthLeft - 1, (_length << 8) | next);
                break;
        }
        if (_lengthLeft == 0) // a server's frames bear no mask
            (_headerSeen, _payloadLeft) = (0, _length);
    }
}
