using System.Globalization;

namespace TalksPlatform.Bench.Areas.RtcCalls;

/// <summary>What the calls cost the host for some seconds, and how well it served them.</summary>
/// <param name="Calls">How many there were.</param>
/// <param name="Cores">The processor time taken, as a number of cores kept busy.</param>
/// <param name="LatenessMilliseconds">Within this, 99 of 100 ticks of the mixer came.</param>
/// <param name="Received">Packets.</param>
/// <param name="Missed">Packets that were lost, late or dropped, and frames that had to be made up.</param>
/// <param name="AllocatedBytes">By the whole process.</param>
/// <param name="Threads">Of the whole process.</param>
internal readonly record struct CallsLoad(
    int Calls, double Cores, double LatenessMilliseconds, long Received, long Missed, long AllocatedBytes, int Threads)
{
    public double MissedPercent => 100.0 * Missed / Math.Max(Received + Missed, 1);

    public static CallsLoad Parse(string line)
    {
        var numbers = Array.ConvertAll(line.Split(' '), word => double.Parse(word, CultureInfo.InvariantCulture));
        return new CallsLoad(
            (int)numbers[0], numbers[1], numbers[2], (long)numbers[3], (long)numbers[4], (long)numbers[5], (int)numbers[6]);
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Calls} {Cores} {LatenessMilliseconds} {Received} {Missed} {AllocatedBytes} {Threads}");
}
