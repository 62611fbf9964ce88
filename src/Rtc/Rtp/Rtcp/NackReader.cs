using System.Buffers.Binary;

namespace TalksPlatform.Rtc.Rtp;

/// <summary>Walks through the sequence numbers that a NACK asks for (RFC 4585 §6.2.1), in its order.</summary>
public ref struct NackReader(ReadOnlySpan<byte> control)
{
    private const int EntryLength = 4;
    private ReadOnlySpan<byte> _rest = control;
    private ushort _first;
    private int _following; // a bit each for the sixteen after the first
    private int _next = 17;

    /// <summary>The sequence number read last.</summary>
    public ushort Sequence { get; private set; }

    /// <summary>Moves to the next number; false at the end.</summary>
    public bool TryRead()
    {
        while (_next <= 16)
        {
            var bit = 1 << (_next++ - 1);
            if ((_following & bit) == 0)
                continue;
            Sequence = (ushort)(_first + _next - 1);
            return true;
        }

        if (_rest.Length < EntryLength)
            return false;
        Sequence = _first = BinaryPrimitives.ReadUInt16BigEndian(_rest);
        _following = BinaryPrimitives.ReadUInt16BigEndian(_rest[2..]);
        _next = 1;
        _rest = _rest[EntryLength..];
        return true;
    }
}
