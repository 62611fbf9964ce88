namespace TalksPlatform.Rtc.Rtp;

/// <summary>Numbers the packets of one transport, whatever they hold, so that the far end can report on each.</summary>
internal sealed class TransportNumbers
{
    private int _last;

    public ushort Next() => (ushort)Interlocked.Increment(ref _last);
}
