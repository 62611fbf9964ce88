using System.Buffers.Binary;

namespace TalksPlatform.Bench.Areas.Live;

/// <summary>One socket of a <see cref="Swarm"/>, from its connection to the records that it hears. Only the swarm's thread touches it.</summary>
internal sealed class Attendee(int index, int socket, Ticket ticket)
{
    private enum Stage { Connecting, Upgrading, ShakingHands, Joining, There, Gone }

    private readonly List<byte> _record = [];
    private Stage _stage;
    private byte[] _rest = [];

    public int Index { get; } = index;

    public int Socket { get; } = socket;

    public Ticket Ticket { get; } = ticket;

    public bool IsConnecting => _stage == Stage.Connecting;

    public bool IsUpgraded => _stage > Stage.Upgrading;

    public bool IsThere => _stage == Stage.There;

    /// <summary>Closes the connection; again does nothing.</summary>
    public void Leave()
    {
        if (_stage == Stage.Gone)
            return;
        _stage = Stage.Gone;
        Linux.Close(Socket);
    }

    public bool Send(ReadOnlySpan<byte> bytes) => Linux.Send(Socket, bytes);

    public void BeginUpgrade()
    {
        _stage = Stage.Upgrading;
        Send(HubWire.Upgrade(Ticket));
    }

    /// <summary>Takes what was received, and gives whole records to the ear.</summary>
    public void Take(ReadOnlySpan<byte> received, ISwarmEar? ear, long at)
    {
        if (_rest.Length > 0)
            received = (byte[])[.. _rest, .. received];
        if (_stage == Stage.Upgrading && !TryTakeUpgrade(ref received))
        {
            _rest = received.ToArray();
            return;
        }
        while (TryTakeFrame(ref received, ear, at))
        {
            // the next one
        }
        _rest = received.Length > 0 ? received.ToArray() : [];
    }

    private bool TryTakeUpgrade(ref ReadOnlySpan<byte> received)
    {
        var end = received.IndexOf("\r\n\r\n"u8);
        if (end < 0)
            return false;
        if (!received.StartsWith("HTTP/1.1 101"u8))
            throw new InvalidOperationException($"{Ticket.Path} answered: {System.Text.Encoding.ASCII.GetString(received[..end])}");
        received = received[(end + 4)..];
        _stage = Ticket.Talk is null ? Stage.There : Stage.ShakingHands;
        if (Ticket.Talk is not null && Ticket.Path != SocketIoWire.Path)
            Send(HubWire.Join(Ticket.Talk));
        return true;
    }

    private bool TryTakeFrame(ref ReadOnlySpan<byte> received, ISwarmEar? ear, long at)
    {
        if (received.Length < 2)
            return false;
        var (header, length) = (received[1] & 0x7F) switch
        {
            126 => (4, received.Length < 4 ? -1 : BinaryPrimitives.ReadUInt16BigEndian(received[2..])),
            127 => (10, received.Length < 10 ? -1 : (int)BinaryPrimitives.ReadInt64BigEndian(received[2..])),
            var small => (2, small),
        };
        if (length < 0 || received.Length < header + length)
            return false;
        if ((received[0] & 0x0F) < 8 && Ticket.Path == SocketIoWire.Path)
            TakePacket(received.Slice(header, length), ear, at);
        else if ((received[0] & 0x0F) < 8)
            TakePayload(received.Slice(header, length), ear, at);
        received = received[(header + length)..];
        return true;
    }

    private void TakePacket(ReadOnlySpan<byte> packet, ISwarmEar? ear, long at)
    {
        if (SocketIoWire.IsRefusal(packet))
            throw new InvalidOperationException(System.Text.Encoding.UTF8.GetString(packet));
        if (SocketIoWire.IsPing(packet))
            Send(SocketIoWire.Pong);
        else if (SocketIoWire.IsOpen(packet))
            Send(SocketIoWire.Connect(Ticket.Token!));
        else if (SocketIoWire.IsRoom(packet))
            _stage = Stage.There;
        else
            ear?.Hear(this, packet, at);
    }

    private void TakePayload(ReadOnlySpan<byte> payload, ISwarmEar? ear, long at)
    {
        for (var end = payload.IndexOf(HubWire.RecordEnd); end >= 0; end = payload.IndexOf(HubWire.RecordEnd))
        {
            if (_record.Count == 0)
            {
                TakeRecord(payload[..end], ear, at);
            }
            else
            {
                _record.AddRange(payload[..end]);
                TakeRecord(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_record), ear, at);
                _record.Clear();
                _record.TrimExcess();
            }
            payload = payload[(end + 1)..];
        }
        _record.AddRange(payload);
    }

    private void TakeRecord(ReadOnlySpan<byte> record, ISwarmEar? ear, long at)
    {
        switch (_stage)
        {
            case Stage.ShakingHands:
                _stage = Stage.Joining;
                break;
            case Stage.Joining when record.StartsWith("{\"type\":3"u8):
                if (record.IndexOf("\"error\""u8) >= 0)
                    throw new InvalidOperationException(System.Text.Encoding.UTF8.GetString(record));
                _stage = Stage.There;
                break;
            default:
                ear?.Hear(this, record, at);
                break;
        }
    }
}
