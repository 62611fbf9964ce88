using System.Runtime.InteropServices;

namespace TalksPlatform.Rtc.Native;

/// <summary>The calls for many sockets on one thread.</summary>
internal static unsafe partial class Libc
{
    public const int MessageNoSignal = 0x4000;

    public const int PollCloseOnExec = 0x80000;
    public const int PollAdd = 1;
    public const int PollRemove = 2;
    public const int PollModify = 3;
    public const uint PollNothing = 0;
    public const uint PollIn = 0x001;
    public const uint PollOut = 0x004;

    public const int ErrorAgain = 11;

    [LibraryImport(File, SetLastError = true)]
    public static partial nint recv(SafeHandle socket, Span<byte> data, nuint length, int flags);

    [LibraryImport(File, SetLastError = true)]
    public static partial nint send(SafeHandle socket, ReadOnlySpan<byte> data, nuint length, int flags);

    [LibraryImport(File, SetLastError = true)]
    public static partial PollHandle epoll_create1(int flags);

    [LibraryImport(File, SetLastError = true)]
    public static partial int epoll_ctl(PollHandle poll, int operation, SafeHandle socket, ReadOnlySpan<byte> change);

    [LibraryImport(File, SetLastError = true)]
    public static partial int epoll_wait(PollHandle poll, Span<byte> events, int maxEvents, int timeoutMilliseconds);

    [LibraryImport(File)]
    public static partial int close(nint file);
}
