namespace TalksPlatform.Rtc.Rtp;

/// <summary>
/// Follows the loss that the far end reports with the encoder of its own: more error correction at once, and less, or none,
/// after a good while only; fewer bits where the loss looks like a line that is too narrow. Who reports nothing is sent what
/// was guessed. Any thread reports, the encoding thread reads.
/// </summary>
internal sealed class EncoderTuning
{
    private const int LeastBitrate = 12_000;
    private const double CleanPercent = 0.5; // below it correcting costs more than it gives
    private const double Rise = 0.5; // how much one report counts
    private const double Fall = 0.1;
    private static readonly int[] LossSteps = [10, 15, 20, 30]; // below 10 libopus carries nothing at the default bitrate
    private static readonly TimeSpan Calm = TimeSpan.FromSeconds(10);

    private readonly int _fullBitrate;
    private readonly TimeProvider _time;
    private readonly Lock _gate = new();
    private double _loss;
    private long _changedAt;
    private long _cap = long.MaxValue;
    private int _lossPercent;
    private int _bitrate;

    /// <summary>Begins with a guess.</summary>
    /// <param name="guessedLossPercent">What to expect before the far end has reported for a while.</param>
    /// <param name="fullBitrate">Bits per second on a line that is wide enough.</param>
    /// <param name="time">Measures the good times.</param>
    public EncoderTuning(int guessedLossPercent, int fullBitrate, TimeProvider time)
    {
        _lossPercent = guessedLossPercent;
        _fullBitrate = _bitrate = fullBitrate;
        _time = time;
        _changedAt = time.GetTimestamp();
    }

    /// <summary>The loss that the encoder shall be prepared for; 0 on a clean line.</summary>
    public int LossPercent => Volatile.Read(ref _lossPercent);

    /// <summary>Bits per second that the encoder shall use.</summary>
    public int Bitrate => Volatile.Read(ref _bitrate);

    /// <summary>The far end reports the share (0 to 1) of packets that it lost since the last report.</summary>
    public void ReportLoss(double share)
    {
        lock (_gate)
        {
            _loss += (share - _loss) * (share > _loss ? Rise : Fall);
            Decide();
        }
    }

    /// <summary>The far end reports which bitrate it can take (REMB).</summary>
    public void ReportBitrate(long bitsPerSecond)
    {
        lock (_gate)
        {
            _cap = Math.Max(bitsPerSecond, LeastBitrate);
            Decide();
        }
    }

    private void Decide()
    {
        var wanted = StepFor(_loss * 100);
        var now = _time.GetTimestamp();
        if (wanted < _lossPercent && _time.GetElapsedTime(_changedAt, now) < Calm)
            wanted = _lossPercent; // better, but not for long
        if (wanted != _lossPercent)
            _changedAt = now;

        var share = wanted switch
        {
            >= 30 => 0.5,
            >= 20 => 0.75,
            _ => 1,
        };
        Volatile.Write(ref _lossPercent, wanted);
        Volatile.Write(ref _bitrate, (int)Math.Min(_fullBitrate * share, _cap));
    }

    private static int StepFor(double percent)
    {
        if (percent < CleanPercent)
            return 0;
        foreach (var step in LossSteps)
        {
            if (step >= percent)
                return step;
        }

        return LossSteps[^1];
    }
}
