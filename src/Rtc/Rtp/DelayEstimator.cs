namespace TalksPlatform.Rtc.Rtp;

/// <summary>
/// Learns how unevenly packets arrive, and how much delay smooths it out. All times are milliseconds, and a packet's
/// lateness is measured against the quickest of the last seconds, so the two clocks need not agree and may drift.
/// </summary>
internal sealed class DelayEstimator(int clockRate, JitterOptions options)
{
    private const double WindowMilliseconds = 2_000;
    private const double ResetMilliseconds = 10_000;
    private const double BinMilliseconds = 10;
    private const double Quantile = 0.97; // of packets arrive in time
    private const double Memory = 0.998; // per packet: 10 seconds at 50 packets a second
    private const int PacketsToTrust = 25;

    private readonly double[] _lateness = new double[64];
    private readonly double _millisecondsPerArrivalTick = 1000.0 / options.Time.TimestampFrequency;
    private double _quickest = double.MaxValue;
    private double _quickestBefore = double.MaxValue;
    private double _windowEnds;
    private uint _lastTimestamp;
    private long _lastTicks;
    private int _seen;

    /// <summary>The delay to aim at.</summary>
    public double Target { get; private set; } = options.First.TotalMilliseconds;

    private double Quickest => Math.Min(_quickest, _quickestBefore);

    /// <summary>Forgets everything: another source.</summary>
    public void Reset()
    {
        _lateness.AsSpan().Clear();
        _quickest = _quickestBefore = double.MaxValue;
        _seen = 0;
        Target = options.First.TotalMilliseconds;
    }

    /// <summary>Learns from a packet, also from one that is too late to be played.</summary>
    public void Observe(uint timestamp, long arrivedAt)
    {
        if (_seen > 0 && Math.Abs(MediaTime(timestamp) - MediaTime(_lastTimestamp)) > ResetMilliseconds)
            Reset();

        _lastTicks = Ticks(timestamp);
        _lastTimestamp = timestamp;
        var arrived = arrivedAt * _millisecondsPerArrivalTick;
        var transit = arrived - MediaTime(timestamp);
        if (arrived >= _windowEnds)
        {
            _windowEnds = arrived + WindowMilliseconds;
            _quickestBefore = _quickest;
            _quickest = transit;
        }

        _quickest = Math.Min(_quickest, transit);
        Learn(transit - Quickest);
    }

    /// <summary>How long after its earliest possible moment a sample is heard when it is played now.</summary>
    public double DelayOf(uint timestamp, long now) =>
        _seen == 0 ? 0 : (now * _millisecondsPerArrivalTick) - MediaTime(timestamp) - Quickest;

    private void Learn(double lateness)
    {
        _seen++;
        var memory = Math.Min(Memory, 1 - (1.0 / _seen)); // a plain mean at first, so that the beginning counts
        for (var i = 0; i < _lateness.Length; i++)
            _lateness[i] *= memory;
        var bin = (int)Math.Min(lateness / BinMilliseconds, _lateness.Length - 1);
        _lateness[bin] += 1 - memory;

        var sum = 0.0;
        var needed = 0;
        while (needed < _lateness.Length - 1 && (sum += _lateness[needed]) < Quantile)
            needed++;

        // A frame more: the tick comes at any moment of the 20 ms after a packet.
        var target = ((needed + 1) * BinMilliseconds) + VoiceFrame.Milliseconds;
        var least = _seen < PacketsToTrust ? options.First : options.Least;
        Target = Math.Clamp(target, least.TotalMilliseconds, options.Most.TotalMilliseconds);
    }

    private double MediaTime(uint timestamp) => Ticks(timestamp) * 1000.0 / clockRate;

    private long Ticks(uint timestamp) => _lastTicks + (int)(timestamp - _lastTimestamp);
}
