using System.Numerics.Tensors;

namespace TalksPlatform.Rtc.Rtp;

/// <summary>
/// Learns how unevenly packets arrive, and how much delay smooths it out. All times are milliseconds, and a packet's
/// lateness is measured against the quickest of the last seconds, so the two clocks need not agree and may drift.
/// </summary>
internal sealed class DelayEstimator(int clockRate, JitterOptions options)
{
    private const double WindowMilliseconds = 2_000;
    private const double ResetMilliseconds = 10_000;
    private const double BinMilliseconds = 5;
    private const double Margin = 5;
    private const double Quantile = 0.99; // of frames are there in time
    private const double Memory = 0.997; // per packet: 7 seconds at 50 packets a second
    private const double MostForRepeats = 100; // ms: a few more made-up frames are better than a talk by turns
    private const int PacketsToTrust = 25;

    private readonly double[] _lateness = new double[100];
    private readonly double _millisecondsPerArrivalTick = 1000.0 / options.Time.TimestampFrequency;
    private double _quickest = double.MaxValue;
    private double _quickestBefore = double.MaxValue;
    private double _windowEnds;
    private uint _lastTimestamp;
    private long _lastTicks;
    private int _seen;

    /// <summary>How long a frame's turn should come after the earliest moment at which it could have arrived.</summary>
    public double Target { get; private set; } = options.First.TotalMilliseconds;

    /// <summary>Packets come as evenly as they were sent, so the least delay is enough.</summary>
    public bool IsCalm => _seen >= PacketsToTrust && Target <= options.Least.TotalMilliseconds;

    private double Quickest => Math.Min(_quickest, _quickestBefore);

    /// <summary>Forgets everything: another source.</summary>
    public void Reset()
    {
        _lateness.AsSpan().Clear();
        _quickest = _quickestBefore = double.MaxValue;
        _seen = 0;
        Target = options.First.TotalMilliseconds;
    }

    /// <summary>
    /// Learns from a frame that is there for the first time: by its packet, also by one that is too late to be played, or
    /// by what another packet repeats of it.
    /// </summary>
    public void Observe(uint timestamp, long arrivedAt, bool isRepeat = false)
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
        if (!isRepeat || transit - Quickest <= MostForRepeats)
            Learn(transit - Quickest);
    }

    /// <summary>How long after its earliest possible moment a sample is heard when it is played now.</summary>
    public double DelayOf(uint timestamp, long now) =>
        _seen == 0 ? 0 : (now * _millisecondsPerArrivalTick) - MediaTime(timestamp) - Quickest;

    private void Learn(double lateness)
    {
        _seen++;
        if (lateness > options.Most.TotalMilliseconds)
            return; // no delay that is allowed would have helped

        var memory = Math.Min(Memory, 1 - (1.0 / _seen)); // a plain mean at first, so that the beginning counts
        TensorPrimitives.Multiply(_lateness, memory, _lateness);
        _lateness[(int)Math.Min(lateness / BinMilliseconds, _lateness.Length - 1)] += 1 - memory;

        var sum = 0.0;
        var needed = 0;
        while (needed < _lateness.Length - 1 && (sum += _lateness[needed]) < Quantile)
            needed++;

        var target = ((needed + 1) * BinMilliseconds) + Margin;
        var least = _seen < PacketsToTrust ? options.First : options.Least;
        Target = Math.Clamp(target, least.TotalMilliseconds, options.Most.TotalMilliseconds);
    }

    private double MediaTime(uint timestamp) => Ticks(timestamp) * 1000.0 / clockRate;

    private long Ticks(uint timestamp) => _lastTicks + (int)(timestamp - _lastTimestamp);
}
