namespace TalksPlatform.Rtc.Rtp;

/// <summary>
/// The way of one format's packets from the network thread to the tick. A receiver has one, and a second while a change of
/// format is under way.
/// </summary>
internal sealed class VoicePath : IDisposable
{
    private const int LongestDropout = 3_000; // a larger jump in sequence is a restart (RFC 3550 A.1)

    private readonly PacketConveyor _conveyor = new();
    private readonly Lock _reporting = new(); // network and reporter only: the tick never takes it
    private readonly JitterOptions _options;
    private readonly ReceiverCounters _counters;
    private readonly Playout _playout;
    private ReceptionStatistics? _reception;
    private readonly LossTracker? _losses;
    private SequenceUnwrapper _sequences;
    private SequenceWindow _arrived;
    private long _lastSequence;
    private int _generation;
    private uint _ssrc;

    public VoicePath(AudioFormat format, JitterOptions options, ReceiverCounters counters)
    {
        Format = format;
        _options = options;
        _counters = counters;
        _losses = format.Features.Nack ? new LossTracker(options.Time) : null;
        _playout = new Playout(format, options, counters, _conveyor);
    }

    public AudioFormat Format { get; }

    /// <summary>The source that is heard; 0 before the first packet.</summary>
    public uint Ssrc => _ssrc;

    /// <summary>Interarrival jitter; null before the first packet.</summary>
    public double? JitterMilliseconds => _reception?.JitterMilliseconds;

    /// <summary>Network thread: sends a packet on its way to the tick.</summary>
    public void Convey(in RtpPacket packet, bool isSound)
    {
        var arrivedAt = _options.Time.GetTimestamp();
        var sequence = Follow(packet, isSound, arrivedAt);
        Convey(packet, isSound, isRepeat: false, sequence, arrivedAt);
    }

    /// <summary>Network thread: sends on what another packet bore of an earlier one, when that one has not arrived.</summary>
    /// <param name="packet">The packet as it was.</param>
    /// <param name="isRepair">It was sent again, as we asked; else it came within another one.</param>
    public void ConveyRepeat(in RtpPacket packet, bool isRepair)
    {
        long sequence;
        lock (_reporting)
        {
            if (_reception is null || packet.Ssrc != _ssrc)
                return;
            sequence = _sequences.Unwrap(packet.SequenceNumber);
            if (!_arrived.Add(sequence))
                return;
            if (isRepair)
                _losses?.NoteRepair(sequence);
            else
                _losses?.Forget(sequence);
        }

        Convey(packet, isSound: true, isRepeat: true, sequence, _options.Time.GetTimestamp());
    }

    /// <summary>Takes the numbers of packets that are to be asked for again now.</summary>
    public int TakeLost(Span<ushort> numbers)
    {
        lock (_reporting)
            return _losses?.Take(numbers) ?? 0;
    }

    /// <summary>Tick thread: fills the next frame; false, and cleared, while there is nothing to hear.</summary>
    public bool Read(Span<float> frame) => _playout.Read(frame);

    /// <summary>The far end stops: nothing is made up for what does not come.</summary>
    public void End() => _playout.End();

    /// <summary>The report on this voice for RTCP; null before the first packet. Each call begins a new interval.</summary>
    public ReceptionReport? Report()
    {
        lock (_reporting)
            return _reception?.Report(_ssrc);
    }

    public void Dispose() => _playout.Dispose();

    private void Convey(in RtpPacket packet, bool isSound, bool isRepeat, long sequence, long arrivedAt)
    {
        if (_conveyor.TryRent(out var received))
        {
            received.Fill(packet, isSound, isRepeat, _generation, sequence, arrivedAt);
            _conveyor.Send(received);
        }
        else
        {
            _counters.CountDropped();
        }
    }

    /// <summary>Extends the sequence number, and notices another source or a restart.</summary>
    private long Follow(in RtpPacket packet, bool isSound, long arrivedAt)
    {
        lock (_reporting)
        {
            var sequence = _sequences.Unwrap(packet.SequenceNumber);
            if (_reception is null || packet.Ssrc != _ssrc || Math.Abs(sequence - _lastSequence) > LongestDropout)
            {
                _ssrc = packet.Ssrc;
                _generation++;
                _sequences = default;
                _arrived = default;
                _losses?.Reset();
                sequence = _sequences.Unwrap(packet.SequenceNumber);
                _reception = new ReceptionStatistics(Format.ClockRate, _options.Time);
            }

            _lastSequence = sequence;
            _arrived.Add(sequence);
            _losses?.Note(sequence);
            _reception.Count(sequence, isSound ? packet.Timestamp : null, arrivedAt);
            return sequence;
        }
    }
}
