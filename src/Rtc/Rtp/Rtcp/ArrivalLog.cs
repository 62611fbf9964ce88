using System.Buffers.Binary;

namespace TalksPlatform.Rtc.Rtp;

/// <summary>
/// Notes when the packets of a transport arrive and reports it to their sender
/// (draft-holmer-rmcat-transport-wide-cc-extensions-01 §3.1). One thread at a time.
/// </summary>
internal sealed class ArrivalLog(TimeProvider time)
{
    /// <summary>How often to report: a browser's own estimate wants it so.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    /// <summary>Enough for any report.</summary>
    public const int MaxReportLength = 20 + (2 * MostChunks) + (2 * MostPackets) + 3;

    private const int MostPackets = 105;
    private const int PacketsPerChunk = 7;
    private const int MostChunks = MostPackets / PacketsPerChunk;
    private const int Slots = 128;
    private const int TicksPerReference = 256; // 64 ms in steps of 250 µs

    private readonly long[] _sequences = new long[Slots];
    private readonly long[] _arrivals = new long[Slots]; // in steps of 250 µs
    private SequenceUnwrapper _unwrapper;
    private long _next; // the first one that is not reported
    private long _highest;
    private byte _reports;

    /// <summary>Something is to be reported.</summary>
    public bool IsDue => _highest >= _next && _highest > 0;

    /// <summary>Notes a packet by the transport's number.</summary>
    public void Note(ushort number, long arrivedAt)
    {
        var sequence = _unwrapper.Unwrap(number);
        if (_next == 0)
            _next = sequence;
        if (sequence < _next)
            return; // reported as missing already: it came too late to matter

        _highest = Math.Max(_highest, sequence);
        _next = Math.Max(_next, _highest - MostPackets + 1);
        var slot = sequence % Slots;
        _sequences[slot] = sequence;
        _arrivals[slot] = (long)(arrivedAt * 4_000.0 / time.TimestampFrequency);
    }

    /// <summary>Adds the report on everything since the last one.</summary>
    public void Write(ref RtcpWriter writer, uint sender, uint media)
    {
        while (!Arrived(_next))
            _next++; // begins with one that arrived; those before it were reported missing or never will be

        var count = (int)(_highest - _next + 1);
        var reference = FloorTo(_arrivals[_next % Slots], TicksPerReference);
        Span<byte> chunks = stackalloc byte[2 * MostChunks];
        Span<byte> deltas = stackalloc byte[2 * MostPackets];
        var deltasLength = WriteStatuses(count, reference * TicksPerReference, chunks, deltas);
        var chunksLength = 2 * ((count + PacketsPerChunk - 1) / PacketsPerChunk);

        var length = (8 + chunksLength + deltasLength + 3) & ~3;
        var control = RtcpFeedbackWriter.Begin(
            ref writer, RtcpType.TransportFeedback, RtcpFeedbackFormat.TransportWide, sender, media, length);
        control.Clear();
        BinaryPrimitives.WriteUInt16BigEndian(control, (ushort)_next);
        BinaryPrimitives.WriteUInt16BigEndian(control[2..], (ushort)count);
        BinaryPrimitives.WriteInt32BigEndian(control[4..], (int)reference << 8 | _reports++);
        chunks[..chunksLength].CopyTo(control[8..]);
        deltas[..deltasLength].CopyTo(control[(8 + chunksLength)..]);
        _next = _highest + 1;
    }

    private static long FloorTo(long value, int step) => (value - (((value % step) + step) % step)) / step;

    private bool Arrived(long sequence) => _sequences[sequence % Slots] == sequence;

    private static int WriteDelta(Span<byte> destination, long delta)
    {
        if (delta is >= 0 and <= byte.MaxValue)
        {
            destination[0] = (byte)delta;
            return 1;
        }

        BinaryPrimitives.WriteInt16BigEndian(destination, (short)Math.Clamp(delta, short.MinValue, short.MaxValue));
        return 2;
    }

    private int WriteStatuses(int count, long ticks, Span<byte> chunks, Span<byte> deltas)
    {
        var length = 0;
        for (var begin = 0; begin < count; begin += PacketsPerChunk)
        {
            var chunk = 0xC000; // a vector of two-bit symbols
            for (var i = 0; i < Math.Min(PacketsPerChunk, count - begin); i++)
            {
                var sequence = _next + begin + i;
                if (!Arrived(sequence))
                    continue;

                var delta = _arrivals[sequence % Slots] - ticks;
                ticks += delta;
                var bytes = WriteDelta(deltas[length..], delta);
                chunk |= bytes << (12 - (2 * i)); // a packet's symbol is the length of its delta
                length += bytes;
            }

            BinaryPrimitives.WriteUInt16BigEndian(chunks[(begin / PacketsPerChunk * 2)..], (ushort)chunk);
        }

        return length;
    }
}
