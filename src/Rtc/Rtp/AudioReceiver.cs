namespace TalksPlatform.Rtc.Rtp;

/// <summary>
/// The hearing end of one voice: RTP in, 20 ms frames of 48 kHz out, with lost packets made up and jitter evened out.
/// One thread (at a time) calls <see cref="Receive"/>, another calls <see cref="Read"/>; neither waits for the other.
/// </summary>
public sealed class AudioReceiver : IDisposable
{
    private const byte ComfortNoisePayloadType = 13;
    private const int LongestDropout = 3_000; // a larger jump in sequence is a restart (RFC 3550 A.1)

    private readonly TimeProvider _time;
    private readonly ReceiverCounters _counters = new();
    private readonly PacketConveyor _conveyor = new();
    private readonly Playout _playout;
    private readonly DigitDetector _digits = new();
    private readonly Lock _reporting = new(); // network and reporter only: the tick never takes it

    private ReceptionStatistics? _reception;
    private SequenceUnwrapper _sequences;
    private long _lastSequence;
    private int _generation;
    private uint _ssrc;
    private volatile bool _disposed;

    /// <summary>Makes a receiver for what was agreed.</summary>
    public AudioReceiver(AudioFormat format, JitterOptions? options = null)
    {
        Format = format;
        options ??= new JitterOptions();
        _time = options.Time;
        _playout = new Playout(format, options, _counters, _conveyor);
    }

    /// <summary>A key was pressed at the far end (RFC 4733): 0-9, *, #, A-D; once a key; raised on the network thread.</summary>
    public event Action<char>? Digit;

    /// <summary>What was agreed.</summary>
    public AudioFormat Format { get; }

    /// <summary>How well the voice arrives.</summary>
    public ReceiverStatistics Statistics => new(
        Volatile.Read(ref _counters.Received),
        Volatile.Read(ref _counters.Lost),
        Volatile.Read(ref _counters.Late),
        _counters.Dropped,
        Volatile.Read(ref _counters.Malformed),
        Volatile.Read(ref _counters.ConcealedSamples) / VoiceFrame.Samples,
        Volatile.Read(ref _counters.Recovered),
        _reception?.JitterMilliseconds ?? 0,
        Volatile.Read(ref _counters.Target),
        Volatile.Read(ref _counters.Depth));

    /// <summary>Takes one RTP packet from the network; anything hostile or malformed is counted and dropped.</summary>
    /// <returns>True when it was a packet of this voice.</returns>
    public bool Receive(ReadOnlySpan<byte> rtpPacket)
    {
        if (_disposed)
            return false;

        var parsed = RtpPacket.TryParse(rtpPacket, out var packet);
        var isSound = parsed && packet.PayloadType == Format.PayloadType;
        var isDigit = parsed && packet.PayloadType == Format.DigitPayloadType;
        var isNoise = parsed && packet.PayloadType == ComfortNoisePayloadType;
        if (!(isSound || isDigit || isNoise) || (isSound && packet.Payload.IsEmpty) || rtpPacket.Length > RtpPacket.MaxLength)
        {
            _counters.Malformed++;
            return false;
        }

        var arrivedAt = _time.GetTimestamp();
        var sequence = Follow(packet, isSound, arrivedAt);
        if (isSound)
            _counters.Received++;
        if (_conveyor.TryRent(out var received))
        {
            received.Fill(packet, isSound, _generation, sequence, arrivedAt);
            _conveyor.Send(received);
        }
        else
        {
            _counters.CountDropped();
        }

        if (isDigit && _digits.Detect(packet) is { } digit)
            Digit?.Invoke(digit);
        return true;
    }

    /// <summary>
    /// Fills the next 20 ms (960 samples). Never blocks, locks or allocates: made for the mixer's tick.
    /// </summary>
    /// <returns>False, and a cleared frame, while the far end sends nothing.</returns>
    public bool Read(Span<float> frame)
    {
        try
        {
            if (!_disposed)
                return _playout.Read(frame);
        }
        catch (ObjectDisposedException)
        {
            // The call ended on another thread in the middle of this frame.
        }

        frame.Clear();
        return false;
    }

    /// <summary>The far end stops (RTCP BYE): nothing is made up for what does not come. It may begin again.</summary>
    public void End() => _playout.End();

    /// <summary>The report on this voice for RTCP; null before the first packet. Each call begins a new interval.</summary>
    public ReceptionReport? Report()
    {
        lock (_reporting)
            return _reception?.Report(_ssrc);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _disposed = true;
        _playout.Dispose();
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
                sequence = _sequences.Unwrap(packet.SequenceNumber);
                _reception = new ReceptionStatistics(Format.ClockRate, _time);
                _digits.Reset();
            }

            _lastSequence = sequence;
            _reception.Count(sequence, isSound ? packet.Timestamp : null, arrivedAt);
            return sequence;
        }
    }
}
