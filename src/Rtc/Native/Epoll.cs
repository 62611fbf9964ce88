using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace TalksPlatform.Rtc.Native;

/// <summary>
/// Linux's way of asking which of thousands of sockets have something to receive. Sockets may be added and removed by any
/// thread; one waits.
/// </summary>
internal sealed partial class Epoll : IDisposable
{
    private const int CloseOnExec = 0x80000;
    private const int AddSocket = 1;
    private const int RemoveSocket = 2;
    private const uint Readable = 1;
    private const int Capacity = 256;

    // struct epoll_event is packed on x86-64 only; the kernel writes the number that a socket was added with behind its flags.
    private static readonly int NumberAt = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 4 : 8;
    private static readonly int EventLength = NumberAt + sizeof(ulong);

    private readonly EpollHandle _handle;
    private readonly byte[] _events = GC.AllocateArray<byte>(Capacity * 16, pinned: true);

    /// <summary>Asks the kernel for one.</summary>
    /// <exception cref="IOException">The process has no descriptor left.</exception>
    public Epoll()
    {
        _handle = Create(CloseOnExec);
        if (_handle.IsInvalid)
            throw new IOException($"epoll_create1 failed with errno {Marshal.GetLastPInvokeError()}.");
    }

    /// <summary>Watches a socket, under a number of the caller's choice.</summary>
    /// <exception cref="IOException">The kernel refuses.</exception>
    public void Add(SafeHandle socket, int number)
    {
        Span<byte> interest = stackalloc byte[16];
        interest.Clear();
        MemoryMarshal.Write(interest, Readable);
        MemoryMarshal.Write(interest[NumberAt..], (ulong)number);
        if (Control(_handle, AddSocket, socket, ref MemoryMarshal.GetReference(interest)) < 0)
            throw new IOException($"epoll_ctl failed with errno {Marshal.GetLastPInvokeError()}.");
    }

    public void Remove(SafeHandle socket) => _ = Control(_handle, RemoveSocket, socket, ref Unsafe.NullRef<byte>());

    /// <summary>Waits until a socket has something or the time is over; then take each <see cref="this"/> below the count returned.</summary>
    public int Wait(int milliseconds) =>
        Math.Max(0, Wait(_handle, ref MemoryMarshal.GetArrayDataReference(_events), Capacity, milliseconds));

    /// <summary>The number of a socket that has something.</summary>
    public int this[int index] => (int)MemoryMarshal.Read<ulong>(_events.AsSpan((index * EventLength) + NumberAt));

    public void Dispose() => _handle.Dispose();

    [LibraryImport("libc", EntryPoint = "epoll_create1", SetLastError = true)]
    private static partial EpollHandle Create(int flags);

    [LibraryImport("libc", EntryPoint = "epoll_ctl", SetLastError = true)]
    private static partial int Control(EpollHandle handle, int operation, SafeHandle socket, ref byte interest);

    [LibraryImport("libc", EntryPoint = "epoll_wait")]
    private static partial int Wait(EpollHandle handle, ref byte events, int capacity, int milliseconds);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int CloseDescriptor(nint handle);

    private sealed class EpollHandle() : SafeHandleMinusOneIsInvalid(ownsHandle: true)
    {
        protected override bool ReleaseHandle() => CloseDescriptor(handle) == 0;
    }
}
