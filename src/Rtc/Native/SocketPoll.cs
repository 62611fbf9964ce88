using System.ComponentModel;
using System.Runtime.InteropServices;

namespace TalksPlatform.Rtc.Native;

/// <summary>
/// Tells which of many sockets have something to read, or take something again (epoll, level-triggered). One thread
/// waits; any thread may add, watch and remove. A socket leaves by being closed, too.
/// </summary>
internal sealed class SocketPoll : IDisposable
{
    private const int Capacity = 256;

    // struct epoll_event { uint32_t events; uint64_t data; } is packed on x86-64 alone.
    private static readonly int DataAt = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 4 : 8;
    private static readonly int EventLength = DataAt + sizeof(ulong);

    private readonly PollHandle _poll = Libc.epoll_create1(Libc.PollCloseOnExec);
    private readonly byte[] _events = new byte[Capacity * EventLength];

    /// <summary>Opens the instance.</summary>
    /// <exception cref="Win32Exception">The process has no descriptor left.</exception>
    public SocketPoll()
    {
        if (_poll.IsInvalid)
            throw new Win32Exception();
    }

    /// <summary>Watches a socket for reading.</summary>
    /// <param name="socket">The socket.</param>
    /// <param name="token">By what <see cref="Token"/> names it.</param>
    /// <returns>Whether the system had room for it.</returns>
    public bool Add(SafeHandle socket, int token) => Control(Libc.PollAdd, socket, token, Libc.PollIn) == 0;

    /// <summary>Watches a socket for reading, or for writing too.</summary>
    public void Watch(SafeHandle socket, int token, bool writing) =>
        Control(Libc.PollModify, socket, token, writing ? Libc.PollIn | Libc.PollOut : Libc.PollIn);

    /// <summary>Leaves a socket alone until it is watched again.</summary>
    public void Rest(SafeHandle socket, int token) => Control(Libc.PollModify, socket, token, Libc.PollNothing);

    /// <summary>Forgets a socket that stays open.</summary>
    public void Remove(SafeHandle socket) => Control(Libc.PollRemove, socket, token: 0, Libc.PollNothing);

    /// <summary>Waits for sockets.</summary>
    /// <returns>How many there are; 0 when none came in time.</returns>
    public int Wait(TimeSpan patience) =>
        Math.Max(0, Libc.epoll_wait(_poll, _events, Capacity, (int)patience.TotalMilliseconds));

    /// <summary>The socket of one of the last wait's events.</summary>
    public int Token(int index) => (int)MemoryMarshal.Read<ulong>(_events.AsSpan(index * EventLength + DataAt));

    /// <summary>Whether it can be read: data, its end, or an error.</summary>
    public bool IsReadable(int index) => (Flags(index) & ~Libc.PollOut) != 0;

    /// <summary>Whether it takes data again.</summary>
    public bool IsWritable(int index) => (Flags(index) & Libc.PollOut) != 0;

    public void Dispose() => _poll.Dispose();

    private uint Flags(int index) => MemoryMarshal.Read<uint>(_events.AsSpan(index * EventLength));

    private int Control(int operation, SafeHandle socket, int token, uint flags)
    {
        Span<byte> change = stackalloc byte[EventLength];
        change.Clear();
        MemoryMarshal.Write(change, flags);
        MemoryMarshal.Write(change[DataAt..], (ulong)(uint)token);
        return Libc.epoll_ctl(_poll, operation, socket, change);
    }
}
