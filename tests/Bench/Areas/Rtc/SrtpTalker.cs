using System.Buffers.Binary;

namespace TalksPlatform.Bench.Areas.Rtc;

/// <summary>Protects a packet in place; the answer is its new length, 0 when it was refused.</summary>
internal delegate int ProtectRtp(Span<byte> buffer, int length);

/// <summary>Sends a talker's packets, one after the other, each to all sessions in turn.</summary>
/// <param name="packet">The talker's first packet.</param>
/// <param name="sessions">The listeners'.</param>
internal sealed class SrtpTalker(ReadOnlySpan<byte> packet, IReadOnlyList<ProtectRtp> sessions)
{
    private const int PacketsARound = 5_000;
    private const int RoomForTag = 16;

    private readonly byte[] _packet = packet.ToArray();
    private readonly byte[] _buffer = new byte[packet.Length + RoomForTag];
    private ushort _sequence;

    /// <summary>Microseconds for one packet to one session.</summary>
    public double Cost()
    {
        var began = ProcessorClock.Thread;
        for (var sent = 0; sent < PacketsARound; sent += sessions.Count)
        {
            Number();
            foreach (var protect in sessions)
                Send(protect);
        }
        return (ProcessorClock.Thread - began) / PacketsARound;
    }

    /// <summary>The next packet as each session protects it.</summary>
    public IReadOnlyList<byte[]> Next()
    {
        Number();
        return [.. sessions.Select(protect => _buffer[..Send(protect)])];
    }

    private void Number() => BinaryPrimitives.WriteUInt16BigEndian(_packet.AsSpan(sizeof(ushort)), ++_sequence);

    private int Send(ProtectRtp protect)
    {
        _packet.CopyTo(_buffer, 0);
        var length = protect(_buffer, _packet.Length);
        return length > 0 ? length : throw new InvalidOperationException($"Packet {_sequence} was refused.");
    }
}
