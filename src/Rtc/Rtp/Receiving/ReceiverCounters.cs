namespace TalksPlatform.Rtc.Rtp;

/// <summary>Counts of one receiver. Each is written by one thread only and may be read by any.</summary>
internal sealed class ReceiverCounters
{
    private long _dropped;

    // Written by the network thread.
    public long Received;
    public long Malformed;

    // Written by the tick thread.
    public long Lost;
    public long Late;
    public long ConcealedSamples;
    public long Recovered;
    public double Target;
    public double Depth;

    /// <summary>Both threads drop.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    public void CountDropped() => Interlocked.Increment(ref _dropped);
}
