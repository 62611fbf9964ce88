using TalksPlatform.Rtc.Rtp;

namespace TalksPlatform.Broadcast.Media.Contributions;

/// <summary>Puts how well a voice arrives into one figure, from the share of its frames that had to be made up of late.</summary>
internal sealed class VoiceQuality
{
    private const int FewestPackets = 50;

    private ReceiverStatistics _before;
    private int? _latest;

    /// <summary>Percent of its frames that had to be made up of late.</summary>
    public double Lost { get; private set; }

    /// <summary>0 (unusable) to 5 (perfect), or null while too little has arrived.</summary>
    public int? Of(ReceiverStatistics now)
    {
        var received = now.Received - _before.Received;
        if (received < FewestPackets)
            return _latest;

        var madeUp = now.Concealed - _before.Concealed;
        _before = now;
        Lost = Math.Round(100d * madeUp / (received + madeUp), 1);
        return _latest = ((double)madeUp / (received + madeUp)) switch
        {
            < 0.005 => 5,
            < 0.02 => 4,
            < 0.05 => 3,
            < 0.12 => 2,
            < 0.3 => 1,
            _ => 0,
        };
    }
}
