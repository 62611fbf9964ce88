using System.Diagnostics;
using System.Globalization;

namespace TalksPlatform.Bench.Areas.Rtc;

/// <summary>How much a process holds at the moment, and the processor time that it has had.</summary>
internal readonly record struct ProcessLoad(int Peers, double Kibibytes, int Handles, int Threads, double Microseconds)
{
    /// <summary>Of this process; its memory after everything that is not needed was given back.</summary>
    public static ProcessLoad Take(int peers)
    {
        var microseconds = ProcessorClock.Process;
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        using var self = Process.GetCurrentProcess();
        return new ProcessLoad(
            peers,
            self.WorkingSet64 / 1024.0,
            Directory.GetFileSystemEntries("/proc/self/fd").Length,
            self.Threads.Count,
            microseconds);
    }

    public static ProcessLoad Parse(string line)
    {
        var numbers = Array.ConvertAll(line.Split(' '), word => double.Parse(word, CultureInfo.InvariantCulture));
        return new ProcessLoad((int)numbers[0], numbers[1], (int)numbers[2], (int)numbers[3], numbers[4]);
    }

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Peers} {Kibibytes} {Handles} {Threads} {Microseconds}");
}
