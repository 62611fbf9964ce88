using System.Runtime.InteropServices;

namespace TalksPlatform.Bench;

/// <summary>Processor time in microseconds, the kernel's share included: what others run meanwhile does not count.</summary>
internal static partial class ProcessorClock
{
    private const int ProcessTime = 2; // CLOCK_PROCESS_CPUTIME_ID
    private const int ThreadTime = 3; // CLOCK_THREAD_CPUTIME_ID

    /// <summary>Of the calling thread.</summary>
    public static double Thread => Read(ThreadTime);

    /// <summary>Of all threads of this process.</summary>
    public static double Process => Read(ProcessTime);

    private static double Read(int clock) => clock_gettime(clock, out var time) == 0
        ? time.Seconds * 1e6 + time.Nanoseconds / 1e3
        : throw new InvalidOperationException($"clock_gettime failed with errno {Marshal.GetLastPInvokeError()}.");

    [LibraryImport("libc", SetLastError = true)]
    private static partial int clock_gettime(int clock, out TimeSpec time);

    [StructLayout(LayoutKind.Sequential)]
    private struct TimeSpec
    {
        public long Seconds;
        public long Nanoseconds;
    }
}
