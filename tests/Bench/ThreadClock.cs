using System.Runtime.InteropServices;

namespace TalksPlatform.Bench;

/// <summary>The processor time of the calling thread: what others run meanwhile does not count.</summary>
internal static partial class ThreadClock
{
    private const int ThreadProcessorTime = 3; // CLOCK_THREAD_CPUTIME_ID

    public static double Microseconds => clock_gettime(ThreadProcessorTime, out var time) == 0
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
