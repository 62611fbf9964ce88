using System.Globalization;

namespace TalksPlatform.Bench.Areas.Rtc;

/// <summary>What it cost the whole process to send packets, as long as it took.</summary>
internal readonly record struct FeedCost(double Microseconds, double AllocatedBytes, long Packets)
{
    public double MicrosecondsAPacket => Microseconds / Packets;

    public double BytesAPacket => AllocatedBytes / Packets;

    /// <summary>How many would keep a core busy with a packet each so many milliseconds.</summary>
    public double ListenersACore(int milliseconds) => milliseconds * 1e3 / MicrosecondsAPacket;

    public static FeedCost Begin() => new(ProcessorClock.Process, GC.GetTotalAllocatedBytes(precise: true), 0);

    /// <param name="packets">How many were sent.</param>
    /// <param name="without">Microseconds that were spent on something else.</param>
    public FeedCost End(long packets, double without) => new(
        ProcessorClock.Process - Microseconds - without,
        GC.GetTotalAllocatedBytes(precise: true) - AllocatedBytes,
        packets);

    public static FeedCost Parse(string line)
    {
        var words = line.Split(' ');
        return new FeedCost(
            double.Parse(words[0], CultureInfo.InvariantCulture),
            double.Parse(words[1], CultureInfo.InvariantCulture),
            long.Parse(words[2], CultureInfo.InvariantCulture));
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Microseconds:0} {AllocatedBytes:0} {Packets}");
}
