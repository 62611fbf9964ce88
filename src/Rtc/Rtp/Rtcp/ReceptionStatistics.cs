namespace TalksPlatform.Rtc.Rtp;

/// <summary>Counts one source's packets for RTCP reports (RFC 3550 §6.4, A.3, A.8). One thread at a time.</summary>
internal sealed class ReceptionStatistics(int clockRate, TimeProvider time)
{
    private readonly double _ticksPerTimestamp = (double)clockRate / time.TimestampFrequency;
    private long _firstSequence;
    private long _highestSequence;
    private long _received;
    private long _expectedBefore;
    private long _receivedBefore;
    private double _lastTransit;
    private double _jitter;

    /// <summary>Interarrival jitter.</summary>
    public double JitterMilliseconds => _jitter * 1000 / clockRate;

    /// <summary>Counts a packet; a null timestamp takes no part in the jitter (keypad events repeat theirs).</summary>
    public void Count(long sequence, uint? timestamp, long arrivedAt)
    {
        if (_received++ == 0)
            _firstSequence = _highestSequence = sequence;
        _highestSequence = Math.Max(_highestSequence, sequence);
        if (timestamp is not { } sentAt)
            return;

        // Both clocks begin anywhere; only differences count, and those wrap at 32 bits.
        var transit = (uint)(long)(arrivedAt * _ticksPerTimestamp) - sentAt;
        var difference = Math.Abs((double)(int)(transit - (uint)_lastTransit));
        _lastTransit = transit;
        if (_received > 1 && difference < clockRate)
            _jitter += (difference - _jitter) / 16;
    }

    /// <summary>What to report since the last report; the SR fields are filled by whoever saw the SR.</summary>
    public ReceptionReport Report(uint ssrc)
    {
        var expected = _received == 0 ? 0 : _highestSequence - _firstSequence + 1;
        var expectedSince = expected - _expectedBefore;
        var lostSince = expectedSince - (_received - _receivedBefore);
        _expectedBefore = expected;
        _receivedBefore = _received;
        var fraction = expectedSince <= 0 || lostSince <= 0 ? 0 : Math.Min(lostSince * 256 / expectedSince, 255);
        return new ReceptionReport(
            ssrc, (byte)fraction, (int)(expected - _received), (uint)_highestSequence, (uint)_jitter, 0, 0);
    }
}
