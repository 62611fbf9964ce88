using System.Runtime.InteropServices;

namespace TalksPlatform.Rtc.Native;

/// <summary>The calls of the C library that .NET does not offer, under their C names.</summary>
internal static unsafe partial class Libc
{
    public const int AddressFamilyInet = 2;
    public const int AddressFamilyInet6 = 10;

    /// <summary>For the threads that carry sound, where it is allowed.</summary>
    public const int NicenessOfSound = -10;

    public const int MessageDontWait = 0x40;
    public const int MessageWaitForOne = 0x10000;

    private const string File = "libc";
    private const int PriorityOfThread = 0;
    private const int ThisThread = 0;

    /// <summary>Waits for the first datagram, then takes what else is there. -1 and errno on failure.</summary>
    [LibraryImport(File, SetLastError = true)]
    public static partial int recvmmsg(SafeHandle socket, BatchedMessage* messages, uint count, int flags, void* timeout);

    [LibraryImport(File, SetLastError = true)]
    public static partial nint sendto(
        SafeHandle socket, ReadOnlySpan<byte> data, nuint length, int flags, in NativeSocketAddress to, uint toLength);

    /// <summary>
    /// Gives the calling thread more (below 0) or less (above) of the processor; false where more is not allowed.
    /// .NET's own thread priorities do nothing on Linux.
    /// </summary>
    public static bool TrySetNiceness(int nice) => setpriority(PriorityOfThread, ThisThread, nice) == 0;

    [LibraryImport(File)]
    private static partial int setpriority(int which, int who, int nice);

    /// <summary><c>struct iovec</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct IoVector
    {
        public byte* Base;
        public nuint Length;
    }

    /// <summary><c>struct msghdr</c> of 64-bit Linux: 56 bytes.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct Message
    {
        public NativeSocketAddress* Name;
        public uint NameLength;
        public IoVector* Vectors;
        public nuint VectorCount;
        public void* Control;
        public nuint ControlLength;
        public int Flags;
    }

    /// <summary><c>struct mmsghdr</c> of 64-bit Linux: 64 bytes.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct BatchedMessage
    {
        public Message Message;
        public uint Length;
    }
}
