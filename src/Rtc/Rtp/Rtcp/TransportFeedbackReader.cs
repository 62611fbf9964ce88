using System.Buffers.Binary;

namespace TalksPlatform.Rtc.Rtp;

/// <summary>
/// Walks through what a receiver tells of each packet of the transport
/// (draft-holmer-rmcat-transport-wide-cc-extensions-01 §3.1), from anybody: what is malformed ends the walk.
/// </summary>
public ref struct TransportFeedbackReader
{
    private const int HeaderLength = 8;
    private const int ChunkLength = 2;
    private const double TickMilliseconds = 0.25;
    private const double ReferenceMilliseconds = 64;

    private ReadOnlySpan<byte> _chunks;
    private ReadOnlySpan<byte> _deltas;
    private ushort _next;
    private int _left;
    private int _chunk;
    private int _leftInChunk;
    private double _arrivedAt;

    /// <summary>The transport's number of the packet.</summary>
    public ushort Sequence { get; private set; }

    /// <summary>False when it has not arrived so far.</summary>
    public bool Arrived { get; private set; }

    /// <summary>When it arrived on the receiver's clock, in ms from anywhere; nothing for what did not arrive.</summary>
    public double ArrivedAt { get; private set; }

    /// <summary>Takes the feedback control information; false when it is malformed.</summary>
    public static bool TryParse(ReadOnlySpan<byte> control, out TransportFeedbackReader reader)
    {
        reader = default;
        if (control.Length < HeaderLength + ChunkLength)
            return false;

        var count = BinaryPrimitives.ReadUInt16BigEndian(control[2..]);
        var reference = BinaryPrimitives.ReadInt32BigEndian(control[4..]) >> 8; // 24 bits, signed
        reader = new TransportFeedbackReader
        {
            _next = BinaryPrimitives.ReadUInt16BigEndian(control),
            _left = count,
            _arrivedAt = reference * ReferenceMilliseconds,
        };
        return reader.TrySplit(control[HeaderLength..], count);
    }

    /// <summary>Moves to the next packet; false at the end.</summary>
    public bool TryRead()
    {
        if (_left == 0)
            return false;
        if (_leftInChunk == 0)
        {
            _chunk = BinaryPrimitives.ReadUInt16BigEndian(_chunks);
            _chunks = _chunks[ChunkLength..];
            _leftInChunk = PacketsIn(_chunk);
        }

        var deltaLength = NextSymbol();
        if (deltaLength > _deltas.Length)
            return false;
        _left--;
        Sequence = _next++;
        Arrived = deltaLength > 0;
        if (Arrived)
        {
            var delta = deltaLength == 1 ? _deltas[0] : BinaryPrimitives.ReadInt16BigEndian(_deltas);
            _deltas = _deltas[deltaLength..];
            ArrivedAt = _arrivedAt += delta * TickMilliseconds;
        }

        return true;
    }

    private static int PacketsIn(int chunk) => (chunk & 0x8000) == 0 ? chunk & 0x1FFF : (chunk & 0x4000) == 0 ? 14 : 7;

    /// <summary>Finds where the chunks end and the deltas begin.</summary>
    private bool TrySplit(ReadOnlySpan<byte> rest, int count)
    {
        var length = 0;
        for (var described = 0; described < count; length += ChunkLength)
        {
            if (length + ChunkLength > rest.Length)
                return false;
            var packets = PacketsIn(BinaryPrimitives.ReadUInt16BigEndian(rest[length..]));
            if (packets == 0)
                return false;
            described += packets;
        }

        _chunks = rest[..length];
        _deltas = rest[length..];
        return true;
    }

    /// <summary>The next packet's symbol, which is also the length of its delta; 3 is reserved and bears none.</summary>
    private int NextSymbol()
    {
        var index = PacketsIn(_chunk) - _leftInChunk--;
        var symbol = (_chunk & 0x8000) == 0 ? _chunk >> 13 & 3
            : (_chunk & 0x4000) == 0 ? _chunk >> (13 - index) & 1
            : _chunk >> (12 - (2 * index)) & 3;
        return symbol == 3 ? 0 : symbol;
    }
}
