using System.Numerics.Tensors;

namespace TalksPlatform.Rtc.Rtp;

/// <summary>
/// The hearing end of one voice: RTP in, 20 ms frames of 48 kHz out, with lost packets made up and jitter evened out.
/// One thread (at a time) calls <see cref="Receive"/>, another calls <see cref="Read"/>; neither waits for the other.
/// </summary>
public sealed class AudioReceiver : IDisposable
{
    private static readonly float[] FadeIn =
        [.. Enumerable.Range(0, VoiceFrame.Samples).Select(i => (i + 0.5f) / VoiceFrame.Samples)];

    private readonly ReceiverCounters _counters = new();
    private readonly JitterOptions _options;
    private readonly DigitDetector _digits = new();
    private readonly Lock _listening = new(); // network thread and signalling only: the tick never takes it
    private readonly float[] _incoming = new float[VoiceFrame.Samples];

    private ToneDetector? _tones; // the network thread's and the signalling's, under the lock
    private volatile VoicePath _path;
    private VoicePath? _next; // what was agreed on last, until it is heard
    private volatile AudioFormat _format;
    private volatile bool _disposed;

    /// <summary>Makes a receiver for what was agreed.</summary>
    public AudioReceiver(AudioFormat format, JitterOptions? options = null)
    {
        _format = format;
        _options = options ?? new JitterOptions();
        _path = new VoicePath(format, _options, _counters);
        _tones = ToneDetector.For(format);
        VoiceMeters.Add(this);
    }

    /// <summary>
    /// A key was pressed at the far end: 0-9, *, #, A-D; once a key, whether by events (RFC 4733) or, where those were not
    /// agreed on and the voice is G.711, by its tones. Raised on the network thread.
    /// </summary>
    public event Action<char>? Digit;

    /// <summary>What was agreed last.</summary>
    public AudioFormat Format => _format;

    /// <summary>The source that is heard; 0 before the first packet.</summary>
    public uint Ssrc => Newest.Ssrc;

    /// <summary>How well the voice arrives.</summary>
    public ReceiverStatistics Statistics => new(
        Volatile.Read(ref _counters.Received),
        Volatile.Read(ref _counters.Lost),
        Volatile.Read(ref _counters.Late),
        _counters.Dropped,
        Volatile.Read(ref _counters.Malformed),
        Volatile.Read(ref _counters.ConcealedSamples) / VoiceFrame.Samples,
        Volatile.Read(ref _counters.Recovered),
        Newest.JitterMilliseconds ?? _path.JitterMilliseconds ?? 0,
        Volatile.Read(ref _counters.Target),
        Volatile.Read(ref _counters.Depth));

    private VoicePath Newest => Volatile.Read(ref _next) ?? _path;

    /// <summary>
    /// Another format was agreed on in mid-call (RFC 3264 §8.3.2). Packets of the old one, which are still under way, are
    /// heard to the end; the new voice is faded in over one frame when its turn comes. Not by two threads at once.
    /// </summary>
    public void Change(AudioFormat format)
    {
        ListenForTones(format);
        _format = format;
        var pending = Volatile.Read(ref _next);
        if (IsSameSound(format, (pending ?? _path).Format) || _disposed)
            return;

        // The new voice waits as long as the old one did: neither a gap nor a word twice.
        var depth = TimeSpan.FromMilliseconds(Volatile.Read(ref _counters.Depth));
        var path = new VoicePath(format, _options with { First = Clamp(depth) }, _counters);
        if (Interlocked.CompareExchange(ref _next, path, pending) == pending)
            pending?.Dispose();
        else
            Volatile.Write(ref _next, path); // the tick has just taken the pending one into use
        if (_disposed)
            path.Dispose();
    }

    /// <summary>Whether a datagram looks like a packet of this voice, and which; nothing is counted.</summary>
    internal bool Knows(ReadOnlySpan<byte> datagram, out uint ssrc, out ushort sequence)
    {
        var isOurs = RtpPacket.TryParse(datagram, out var packet) && FindPath(packet) is not null;
        (ssrc, sequence) = (packet.Ssrc, packet.SequenceNumber);
        return isOurs;
    }

    /// <summary>Takes one RTP packet from the network; anything hostile or malformed is counted and dropped.</summary>
    /// <returns>True when it was a packet of this voice.</returns>
    public bool Receive(ReadOnlySpan<byte> rtpPacket)
    {
        if (_disposed)
            return false;

        if (rtpPacket.Length <= RtpPacket.MaxReceivedLength
            && RtpPacket.TryParse(rtpPacket, out var packet)
            && TryTake(packet))
            return true;

        _counters.Malformed++;
        return false;
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
                return ReadNext(frame) || _path.Read(frame);
        }
        catch (ObjectDisposedException)
        {
            // The call ended on another thread in the middle of this frame.
        }

        frame.Clear();
        return false;
    }

    /// <summary>The far end stops (RTCP BYE): nothing is made up for what does not come. It may begin again.</summary>
    public void End() => Newest.End();

    /// <summary>Takes the numbers of packets that are to be asked for again now (RFC 4585 §6.2.1), at most 32.</summary>
    internal int TakeLost(Span<ushort> numbers) => Newest.TakeLost(numbers);

    /// <summary>The report on this voice for RTCP; null before the first packet. Each call begins a new interval.</summary>
    public ReceptionReport? Report() => Newest.Report() ?? _path.Report();

    /// <inheritdoc/>
    public void Dispose()
    {
        _disposed = true;
        lock (_listening)
        {
            _tones?.Dispose();
            _tones = null;
        }

        _path.Dispose();
        Volatile.Read(ref _next)?.Dispose();
        VoiceMeters.Remove(this);
    }

    private static bool IsSameSound(AudioFormat one, AudioFormat other) =>
        (one.Codec, one.PayloadType, one.Channels) == (other.Codec, other.PayloadType, other.Channels);

    private TimeSpan Clamp(TimeSpan delay) =>
        delay < _options.First ? _options.First : delay > _options.Most ? _options.Most : delay;

    /// <summary>Whose packet it is; null when it is no sound, key or noise that was agreed on.</summary>
    private VoicePath? FindPath(in RtpPacket packet)
    {
        var (newest, path) = (Newest, _path);
        if (packet.PayloadType == newest.Format.PayloadType)
            return packet.Payload.IsEmpty ? null : newest;
        if (packet.PayloadType == path.Format.PayloadType)
            return packet.Payload.IsEmpty ? null : path;
        return packet.PayloadType == ReceivedPacket.NoisePayloadType || packet.PayloadType == _format.DigitPayloadType ? newest : null;
    }

    private bool TryTake(in RtpPacket packet)
    {
        var features = _format.Features;
        if (packet.PayloadType == features.RedundancyPayloadType)
            return TryTakeRedundant(packet);
        if (packet.PayloadType == features.RepairPayloadType)
            return TryTakeRepair(packet);
        if (FindPath(packet) is not { } path)
            return false;
        Take(packet, path);
        return true;
    }

    /// <summary>A packet with earlier ones in it (RFC 2198): those that are missing first, then its own sound.</summary>
    private bool TryTakeRedundant(in RtpPacket packet)
    {
        if (!RedundantPayload.TryParse(packet.Payload, out var redundant))
            return false;
        while (redundant.TryRead())
        {
            var block = packet.With(
                redundant.PayloadType,
                (ushort)(packet.SequenceNumber - redundant.Left),
                packet.Timestamp - redundant.TimestampOffset,
                packet.Ssrc,
                redundant.Block);
            if (FindPath(block) is not { } path)
                continue; // an empty block, as after a pause
            if (redundant.Left == 0)
                Take(block, path);
            else if (block.PayloadType == path.Format.PayloadType)
                path.ConveyRepeat(block, isRepair: false);
        }

        return true;
    }

    private bool TryTakeRepair(in RtpPacket packet)
    {
        var path = Newest;
        if (!RepairPacket.TryRestore(packet, path.Format.PayloadType, path.Ssrc, out var original))
            return false;
        path.ConveyRepeat(original, isRepair: true);
        return true;
    }

    private void Take(in RtpPacket packet, VoicePath path)
    {
        var isSound = packet.PayloadType == path.Format.PayloadType;
        path.Convey(packet, isSound);
        if (isSound)
            Hear(packet);
        else if (packet.PayloadType == _format.DigitPayloadType && _digits.Detect(packet) is { } digit)
            Digit?.Invoke(digit);
    }

    private void Hear(in RtpPacket packet)
    {
        _counters.Received++;
        if (_tones is null)
            return;
        Span<byte> keys = stackalloc byte[8];
        int count;
        lock (_listening)
            count = _tones?.Detect(packet, keys) ?? 0;
        foreach (var key in keys[..count])
            Digit?.Invoke((char)key);
    }

    private void ListenForTones(AudioFormat format)
    {
        if ((format.Codec, format.DigitPayloadType) == (_format.Codec, _format.DigitPayloadType))
            return;
        lock (_listening)
        {
            _tones?.Dispose();
            _tones = ToneDetector.For(format);
        }
    }

    /// <summary>Fades over to the format that was agreed on last, once its first sound is due.</summary>
    private bool ReadNext(Span<float> frame)
    {
        var next = Volatile.Read(ref _next);
        if (next is null || !next.Read(_incoming) || Interlocked.CompareExchange(ref _next, null, next) != next)
            return false;

        var before = _path;
        before.Read(frame);
        _path = next;
        before.Dispose();

        // frame + (incoming - frame) * share
        TensorPrimitives.Subtract(_incoming, frame, _incoming);
        TensorPrimitives.MultiplyAdd(_incoming, FadeIn, frame, frame);
        return true;
    }
}
