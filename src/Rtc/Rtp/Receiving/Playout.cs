using TalksPlatform.Rtc.Codecs;

namespace TalksPlatform.Rtc.Rtp;

/// <summary>
/// The tick thread's half of a receiver: decides what is heard next. Plays by timestamps, so lost packets and pauses of
/// the sender both leave a gap that is bridged; while nothing at all is there time stands still, so packets that are
/// merely late are still heard, and the delay that this adds is worked off afterwards a pitch period at a time.
/// </summary>
internal sealed class Playout : IDisposable
{
    private const int LongestPacketMilliseconds = 120;
    private const int MostConcealedMilliseconds = 200; // then the voice has stopped
    private const int MostSilenceMilliseconds = 1_000; // of DTX, where something comes each 400 ms (RFC 7587 §3.1.3)
    private const int LongestSilentPayload = 2; // Opus says by such a one that silence begins
    private const int FramesBetweenAdjustments = 5;
    private const double ShrinkAbove = 15;
    private const double ShrinkAboveOnCalmLine = 10; // the longest pitch period: one step never leads below the target
    private const double StretchBelow = 0;
    private const double SkipAbove = 160;

    private readonly JitterOptions _options;
    private readonly ReceiverCounters _counters;
    private readonly PacketConveyor _conveyor;
    private readonly IAudioDecoder _decoder;
    private readonly Resampler _resampler;
    private readonly DelayEstimator _delays;
    private readonly JitterBuffer _buffer = new();
    private readonly SampleFifo _fifo = new();
    private readonly ComfortNoise _noise = new();
    private readonly SilenceGuess _hush = new();
    private readonly float[] _decoded;
    private readonly int _clockRate;

    private int _generation;
    private bool _playing;
    private uint _due; // the timestamp of what is to be decoded next
    private long _nextSequence;
    private SequenceWindow _known; // the frames that are there, by whatever packet
    private int _packetSamples; // at the decoder's rate
    private uint _waited; // clock ticks made up while nothing was there
    private int _concealedInARow; // samples at the decoder's rate
    private int _unexplained; // of these, made up while nothing was there: the next packet tells whether it was loss
    private bool _silent;
    private bool _noisy; // silent, with a noise that the far end described
    private int _hushed; // samples at the end of what waits that are all 0
    private volatile bool _ended;
    private int _framesSinceAdjustment;

    public Playout(AudioFormat format, JitterOptions options, ReceiverCounters counters, PacketConveyor conveyor)
    {
        _options = options;
        _counters = counters;
        _conveyor = conveyor;
        _clockRate = format.ClockRate;
        _decoder = AudioCodecs.CreateDecoder(format.Codec, format.Channels);
        _resampler = Resampler.Create(_decoder.SampleRate, VoiceFrame.SampleRate);
        _delays = new DelayEstimator(format.ClockRate, options);
        _decoded = new float[_decoder.SampleRate * LongestPacketMilliseconds / 1000];
        _packetSamples = _decoder.SampleRate / VoiceFrame.PerSecond;
    }

    private uint PacketTicks => (uint)((long)_packetSamples * _clockRate / _decoder.SampleRate);

    /// <summary>Fills the next frame; false, and cleared, while the far end sends nothing.</summary>
    public bool Read(Span<float> frame)
    {
        var now = _options.Time.GetTimestamp();
        while (_conveyor.TryTake(out var packet))
            Take(packet);

        Fill(now);
        if (_playing && _fifo.Count >= VoiceFrame.Samples)
        {
            Adjust(now);
            Fill(now);
        }

        if (_fifo.Count == 0)
        {
            frame.Clear();
            return false;
        }

        var isHushed = _hushed >= _fifo.Count;
        _fifo.Read(frame);
        return !isHushed;
    }

    /// <summary>Any thread: the far end says that it stops, so nothing more is to be made up.</summary>
    public void End() => _ended = true;

    public void Dispose() => _decoder.Dispose();

    private void Take(ReceivedPacket packet)
    {
        if (packet.Generation != _generation)
            BeginAnew(packet.Generation);
        _ended = false;
        if (packet.IsSound)
            Learn(packet);

        var late = _playing && packet.Sequence < _nextSequence;
        if (late || !_buffer.TryInsert(packet))
        {
            if (!packet.IsRepeat)
                _counters.Late++;
            _conveyor.Return(packet);
        }
    }

    private void Learn(ReceivedPacket packet)
    {
        if (_known.Add(packet.Sequence))
            _delays.Observe(packet.Timestamp, packet.ArrivedAt, packet.IsRepeat);
        if (_decoder.BearsPrevious(packet.Payload) && _known.Add(packet.Sequence - 1))
            _delays.Observe(packet.Timestamp - PacketTicks, packet.ArrivedAt);
    }

    private void BeginAnew(int generation)
    {
        _generation = generation;
        _playing = _silent = _noisy = false;
        _hush.Reset();
        _nextSequence = 0;
        _known = default;
        _unexplained = 0;
        _delays.Reset();
        while (_buffer.Head is not null)
            _conveyor.Return(_buffer.RemoveHead());
    }

    private void Fill(long now)
    {
        while (_fifo.Count < VoiceFrame.Samples && Advance(now))
        {
        }
    }

    /// <summary>Adds the next packet's worth of sound; false while there is none to come.</summary>
    private bool Advance(long now)
    {
        while (_buffer.Head is { IsSound: false } silent)
            Pass(silent);

        var head = _buffer.Head;
        if (!_playing && !TryBegin(head, now))
            return false;

        var gap = head is null ? 0 : (int)(head.Timestamp - _due - _waited);
        if (head is not null && gap <= 0)
        {
            Decode(head);
            return true;
        }

        var most = _noisy ? int.MaxValue : _silent ? MostSilenceMilliseconds : MostConcealedMilliseconds;
        if (_concealedInARow / (_decoder.SampleRate / 1000) >= most || (_ended && head is null))
        {
            _playing = false;
            return false;
        }

        Bridge(head, gap);
        return true;
    }

    /// <summary>Takes note of what is no sound; a noise is heard until the next sound.</summary>
    private void Pass(ReceivedPacket silent)
    {
        if (silent.IsNoise)
        {
            _noise.Describe(silent.Payload);
            _silent = _noisy = true;
        }

        _nextSequence = silent.Sequence + 1;
        _conveyor.Return(_buffer.RemoveHead());
    }

    private bool TryBegin(ReceivedPacket? head, long now)
    {
        if (head is null || _delays.DelayOf(head.Timestamp, now) < _delays.Target)
            return false;
        _playing = true;
        if (_nextSequence != 0)
            Explain(head);
        _due = head.Timestamp;
        _nextSequence = head.Sequence;
        _waited = 0;
        _concealedInARow = 0;
        return true;
    }

    private void Decode(ReceivedPacket head)
    {
        Explain(head);
        var isSilent = head.Payload.Length <= LongestSilentPayload;
        var samples = isSilent && _hush.IsSilent ? _packetSamples : _decoder.Decode(head.Payload, _decoded);
        if (samples > 0)
        {
            _packetSamples = samples;
            _concealedInARow = 0;
            _counters.Recovered += head.IsRepeat ? 1 : 0;
            _noisy = false;
            _silent = isSilent;
            _hush.Hear(_decoded.AsSpan(0, samples), isSilent);
            Append(_decoded.AsSpan(0, samples));
        }

        _due = head.Timestamp + (samples > 0 ? PacketTicks : 0);
        _nextSequence = head.Sequence + 1;
        _waited = 0;
        _conveyor.Return(_buffer.RemoveHead());
    }

    /// <summary>Finds by the next packet whether those before it were lost, late, or never sent.</summary>
    private void Explain(ReceivedPacket head)
    {
        var isPause = head.Sequence == _nextSequence && (int)(head.Timestamp - _due) > 0;
        if (!isPause)
            CountConcealed(_unexplained);
        _unexplained = 0;
        _counters.Lost += Math.Max(head.Sequence - _nextSequence, 0);
    }

    /// <summary>Makes up one packet that is lost, not sent, or still under way (no head).</summary>
    private void Bridge(ReceivedPacket? head, int gap)
    {
        var missing = _decoded.AsSpan(0, _packetSamples);
        var isLoss = head is not null && head.Sequence > _nextSequence;
        if (isLoss && gap <= PacketTicks && _decoder.TryRecover(head!.Payload, missing))
        {
            _counters.Recovered++;
        }
        else
        {
            if (_noisy)
                _noise.Fill(missing);
            else if (_hush.IsSilent)
                missing.Clear();
            else
                Conceal(missing);
            _concealedInARow += missing.Length;
            if (isLoss)
                CountConcealed(missing.Length);
            else if (head is null && !_silent)
                _unexplained += missing.Length;
        }

        Append(missing);
        if (head is null && !_silent)
            _waited += PacketTicks;
        else
            _due += PacketTicks;
    }

    private void Conceal(Span<float> missing)
    {
        _decoder.Conceal(missing);
        if (_silent)
            _hush.FadeOut(missing);
    }

    private void CountConcealed(int samples) =>
        _counters.ConcealedSamples += samples * (long)VoiceFrame.SampleRate / _decoder.SampleRate;

    private void Append(ReadOnlySpan<float> pcm)
    {
        var length = _resampler.Convert(pcm, _fifo.Free);
        _fifo.Grow(length);
        _hushed = _hush.IsSilent ? Math.Min(_hushed + length, _fifo.Count) : 0;
    }

    /// <summary>Keeps the delay at the target: the far end's clock is not ours, and the network changes.</summary>
    private void Adjust(long now)
    {
        var untilDue = _fifo.Count / VoiceFrame.Samples * VoiceFrame.Milliseconds; // then the next packet's turn comes
        var excess = _delays.DelayOf(_due, now) + untilDue - _delays.Target;
        _counters.Depth = _delays.DelayOf(_due, now) + (_fifo.Count * 1000.0 / VoiceFrame.SampleRate);
        _counters.Target = _delays.Target;

        if (excess > SkipAbove)
            Skip(now);
        if (++_framesSinceAdjustment < FramesBetweenAdjustments || _concealedInARow > 0)
            return;

        _framesSinceAdjustment = 0;
        if (excess > (_delays.IsCalm ? ShrinkAboveOnCalmLine : ShrinkAbove))
            _fifo.Shrink();
        else if (excess < StretchBelow)
            _fifo.Stretch();
    }

    /// <summary>We or the network stalled: what is far too old is not worth hearing.</summary>
    private void Skip(long now)
    {
        while (_buffer.Head is { } head && _delays.DelayOf(head.Timestamp, now) > _delays.Target)
        {
            _counters.CountDropped();
            _nextSequence = head.Sequence + 1;
            _due = head.Timestamp + PacketTicks;
            _waited = 0;
            _conveyor.Return(_buffer.RemoveHead());
        }
    }
}
