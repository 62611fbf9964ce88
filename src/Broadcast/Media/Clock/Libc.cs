using System.Runtime.InteropServices;

namespace TalksPlatform.Broadcast.Media.Clock;

/// <summary>The calls of Linux that a punctual thread needs, and one that has a disk answer for itself.</summary>
internal static partial class Libc
{
    private const int ClockMonotonic = 1; // the clock of Stopwatch.GetTimestamp too
    private const int AbsoluteTime = 1;
    private const int SchedulingFifo = 1;
    private const int ThisThread = 0;
    private const int PriorityOfThread = 0;
    private const int DontNeed = 4;

    /// <summary>Sleeps until the monotonic clock reads so many nanoseconds; a signal may end it early.</summary>
    public static void SleepUntil(long nanoseconds)
    {
        var due = new TimeSpec(nanoseconds / 1_000_000_000, nanoseconds % 1_000_000_000);
        _ = ClockNanosleep(ClockMonotonic, AbsoluteTime, in due, 0);
    }

    /// <summary>Lets the calling thread run before all ordinary ones; false where that is not allowed.</summary>
    public static bool TryRunRealTime(int priority) => SchedSetScheduler(ThisThread, SchedulingFifo, in priority) == 0;

    /// <summary>Gives the calling thread a larger share of the processors, or a smaller one (-20 to 19); false where that is not allowed.</summary>
    public static bool TrySetNiceness(int nice) => SetPriority(PriorityOfThread, ThisThread, nice) == 0;

    /// <summary>Asks for a file to be read from the disk the next time, and not from memory; where that is possible.</summary>
    public static void TryForgetCached(SafeHandle file)
    {
        if (OperatingSystem.IsLinux())
            _ = PosixFadvise(file, 0, 0, DontNeed);
    }

    [LibraryImport("libc", EntryPoint = "posix_fadvise")]
    private static partial int PosixFadvise(SafeHandle file, long offset, long length, int advice);

    [LibraryImport("libc", EntryPoint = "clock_nanosleep")]
    private static partial int ClockNanosleep(int clock, int flags, in TimeSpec until, nint remaining);

    [LibraryImport("libc", EntryPoint = "sched_setscheduler")]
    private static partial int SchedSetScheduler(int thread, int policy, in int priority);

    [LibraryImport("libc", EntryPoint = "setpriority")]
    private static partial int SetPriority(int which, int who, int nice);

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct TimeSpec(long seconds, long nanoseconds)
    {
        public readonly long Seconds = seconds;
        public readonly long Nanoseconds = nanoseconds;
    }
}
