using System.Runtime.InteropServices;

namespace TalksPlatform.Broadcast.Media.Clock;

/// <summary>The three calls of Linux that a punctual thread needs.</summary>
internal static partial class Libc
{
    private const int ClockMonotonic = 1; // the clock of Stopwatch.GetTimestamp too
    private const int AbsoluteTime = 1;
    private const int SchedulingFifo = 1;
    private const int ThisThread = 0;
    private const int PriorityOfThread = 0;

    /// <summary>Sleeps until the monotonic clock reads so many nanoseconds; a signal may end it early.</summary>
    public static void SleepUntil(long nanoseconds)
    {
        var due = new TimeSpec(nanoseconds / 1_000_000_000, nanoseconds % 1_000_000_000);
        _ = ClockNanosleep(ClockMonotonic, AbsoluteTime, in due, 0);
    }

    /// <summary>Lets the calling thread run before all ordinary ones; false where that is not allowed.</summary>
    public static bool TryRunRealTime(int priority) => SchedSetScheduler(ThisThread, SchedulingFifo, in priority) == 0;

    /// <summary>Gives the calling thread a larger share; false where that is not allowed.</summary>
    public static bool TryRaisePriority(int nice) => SetPriority(PriorityOfThread, ThisThread, nice) == 0;

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
