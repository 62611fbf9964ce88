using System.Buffers.Binary;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using TalksPlatform.Rtc.Native;

namespace TalksPlatform.Rtc.Ice.Tcp;

/// <summary>
/// Sends datagrams down a TCP connection, each behind its length (RFC 4571). It never waits: what the kernel does not
/// take is kept up to a bound, and what goes beyond is lost, as on a full link. Thread-safe.
/// </summary>
internal sealed class FrameSender(Socket socket, int maxBacklog)
{
    private readonly Lock _gate = new();
    private byte[] _backlog = []; // most connections never need one
    private int _waiting;
    private bool _closed;

    /// <summary>Raised under its lock: the kernel takes nothing more (true), or everything is gone (false).</summary>
    public event Action<bool>? BacklogChanged;

    /// <summary>Sends a datagram.</summary>
    /// <returns>Whether it was taken; otherwise it is lost as a whole.</returns>
    public bool Send(ReadOnlySpan<byte> datagram)
    {
        if (datagram.Length > FrameReader.MaxDatagram)
            return false;

        Span<byte> frame = stackalloc byte[FrameReader.HeaderLength + datagram.Length];
        BinaryPrimitives.WriteUInt16BigEndian(frame, (ushort)datagram.Length);
        datagram.CopyTo(frame[FrameReader.HeaderLength..]);
        lock (_gate)
        {
            if (_closed || _waiting + frame.Length > maxBacklog)
                return false;

            var sent = _waiting == 0 ? Write(frame) : 0;
            if (sent < frame.Length)
                Keep(frame[sent..]);
            return !_closed;
        }
    }

    /// <summary>The kernel takes data again.</summary>
    public void Flush()
    {
        lock (_gate)
        {
            if (_closed || _waiting == 0)
                return;

            var sent = Write(_backlog.AsSpan(0, _waiting));
            _waiting -= sent;
            _backlog.AsSpan(sent, _waiting).CopyTo(_backlog);
            if (_waiting == 0)
                BacklogChanged?.Invoke(false);
        }
    }

    /// <summary>Closes the connection; nothing is sent afterwards.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
            _waiting = 0;
            socket.Dispose();
        }
    }

    private void Keep(ReadOnlySpan<byte> rest)
    {
        if (_closed)
            return;

        if (_backlog.Length == 0)
            _backlog = GC.AllocateUninitializedArray<byte>(maxBacklog);
        rest.CopyTo(_backlog.AsSpan(_waiting));
        _waiting += rest.Length;
        if (_waiting == rest.Length)
            BacklogChanged?.Invoke(true);
    }

    private int Write(ReadOnlySpan<byte> data)
    {
        const int flags = Libc.MessageDontWait | Libc.MessageNoSignal;
        var sent = (int)Libc.send(socket.SafeHandle, data, (nuint)data.Length, flags);
        if (sent < 0 && Marshal.GetLastPInvokeError() != Libc.ErrorAgain)
            _closed = true; // whoever reads the connection finds its end, and closes it
        return Math.Max(0, sent);
    }
}
