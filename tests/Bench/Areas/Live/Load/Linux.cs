using System.Net;
using System.Runtime.InteropServices;

namespace TalksPlatform.Bench.Areas.Live;

/// <summary>Sockets and epoll as Linux has them: a load generator shares its two cores with the server that it loads.</summary>
internal static partial class Linux
{
    public const int Read = 0x001;
    public const int Write = 0x004;

    private const int InterNetwork = 2;
    private const int ClosedInChildren = 0x80000; // processes that are started later inherit none of them
    private const int StreamThatNeverBlocks = 1 | 0x800 | ClosedInChildren;
    private const int NoSignal = 0x4000;
    private const int Tcp = 6;
    private const int NoDelay = 1;
    private const int InProgress = 115;
    private const int WouldBlock = 11;
    private const int Add = 1;
    private const int Modify = 3;

    // On x86-64, and there alone, the kernel packs the event.
    private static readonly int DataAt = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 4 : 8;

    /// <summary>Bytes of one event.</summary>
    public static int EventSize => DataAt + 8;

    public static int NewPoll() => Checked(epoll_create1(ClosedInChildren));

    /// <summary>A connection to this IPv4 address and port that is being made.</summary>
    public static unsafe int Connect(IPEndPoint end)
    {
        var socket = Checked(Linux.socket(InterNetwork, StreamThatNeverBlocks, 0));
        var on = 1;
        Checked(setsockopt(socket, Tcp, NoDelay, &on, sizeof(int)));
        var address = stackalloc byte[16];
        new Span<byte>(address, 16).Clear();
        (address[0], address[2], address[3]) = (InterNetwork, (byte)(end.Port >> 8), (byte)end.Port);
        end.Address.TryWriteBytes(new Span<byte>(address + 4, 4), out _);
        if (connect(socket, address, 16) != 0 && Marshal.GetLastPInvokeError() != InProgress)
            throw Failure();
        return socket;
    }

    public static unsafe void Watch(int poll, int socket, int events, int index, bool again)
    {
        var watched = stackalloc byte[16];
        *(int*)watched = events;
        *(long*)(watched + DataAt) = index;
        Checked(epoll_ctl(poll, again ? Modify : Add, socket, watched));
    }

    public static unsafe int Wait(int poll, Span<byte> events, int milliseconds)
    {
        fixed (byte* first = events)
            return Math.Max(0, epoll_wait(poll, first, events.Length / EventSize, milliseconds));
    }

    /// <summary>Whom one event is about.</summary>
    public static int IndexOf(ReadOnlySpan<byte> events, int number) =>
        (int)MemoryMarshal.Read<long>(events[((number * EventSize) + DataAt)..]);

    /// <returns>Bytes; 0 at the end; -1 when there are none now.</returns>
    public static unsafe int Receive(int socket, Span<byte> buffer)
    {
        fixed (byte* first = buffer)
        {
            var received = (int)recv(socket, first, buffer.Length, 0);
            return received >= 0 ? received : Marshal.GetLastPInvokeError() == WouldBlock ? -1 : 0;
        }
    }

    /// <summary>Sends what is far smaller than a socket's buffer; false when the connection is gone.</summary>
    public static unsafe bool Send(int socket, ReadOnlySpan<byte> bytes)
    {
        fixed (byte* first = bytes)
            return send(socket, first, bytes.Length, NoSignal) == bytes.Length;
    }

    public static void Close(int socket) => _ = close(socket);

    private static int Checked(int result) => result >= 0 ? result : throw Failure();

    private static InvalidOperationException Failure() => new($"The system answered with errno {Marshal.GetLastPInvokeError()}.");

    [LibraryImport("libc", SetLastError = true)]
    private static partial int epoll_create1(int flags);

    [LibraryImport("libc", SetLastError = true)]
    private static unsafe partial int epoll_ctl(int poll, int what, int socket, byte* watched);

    [LibraryImport("libc", SetLastError = true)]
    private static unsafe partial int epoll_wait(int poll, byte* events, int most, int milliseconds);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int socket(int domain, int type, int protocol);

    [LibraryImport("libc", SetLastError = true)]
    private static unsafe partial int setsockopt(int socket, int level, int option, int* value, int length);

    [LibraryImport("libc", SetLastError = true)]
    private static unsafe partial int connect(int socket, byte* address, int length);

    [LibraryImport("libc", SetLastError = true)]
    private static unsafe partial nint recv(int socket, byte* buffer, nint length, int flags);

    [LibraryImport("libc", SetLastError = true)]
    private static unsafe partial nint send(int socket, byte* buffer, nint length, int flags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int close(int socket);
}
