using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using TalksPlatform.Rtc.Codecs;

namespace TalksPlatform.Rtc.Rtp;

/// <summary>
/// The speaking end of one voice: 20 ms frames of 48 kHz in, RTP out. Whoever calls <see cref="Send"/> or
/// <see cref="SendEncoded"/>, once every 20 ms, is its clock, and there is only one: a frame that a second thread sends while
/// the first is still at it is dropped and counted in <see cref="Overlapped"/>. Digits may be asked for by any thread.
/// </summary>
public sealed class AudioSender : IDisposable
{
    private const int BufferLength = PacketHeader.MaxLength + (2 * RtpPacket.MaxLength); // L16 in stereo needs it
    private const int FirstSequences = 1 << 15; // a loss at the start must hide no roll-over (RFC 3711 §3.3.1)
    private const double SilenceMilliseconds = 200; // a longer pause of the clock is a silence: the timestamp moves on

    private readonly IRtpTransport _transport;
    private readonly TimeProvider _time;
    private readonly EncoderOptions? _options;
    private ConcurrentQueue<DigitSequence>? _digits;
    private PacketEncoder _encoder;
    private PacketEncoder? _nextEncoder;
    private volatile AudioFormat _format;

    private ConcurrentQueue<DigitTone>? _tones;
    private DigitSequence? _digit;
    private ushort _sequence = (ushort)RandomNumberGenerator.GetInt32(FirstSequences);
    private uint _timestamp = (uint)RandomNumberGenerator.GetInt32(int.MaxValue);
    private long _lastSentAt;
    private bool _marker = true;
    private ushort _repairSequence = (ushort)RandomNumberGenerator.GetInt32(FirstSequences);
    private uint _repairSsrc;
    private volatile PacketHistory? _history; // kept only where the far end may ask for packets again
    private AudioLevel? _level;
    private long _packets;
    private long _octets;
    private OneAtATime _sending; // the codecs' native state would not survive two threads: the process would die
    private volatile bool _disposed;

    /// <summary>Makes a sender for what was agreed.</summary>
    public AudioSender(
        AudioFormat format, IRtpTransport transport, EncoderOptions? options = null, TimeProvider? time = null)
    {
        _format = format;
        _transport = transport;
        _time = time ?? TimeProvider.System;
        _options = options;
        _encoder = new PacketEncoder(format, options);
        options ??= new EncoderOptions();
        Tuning = new EncoderTuning(options.ExpectedLossPercent, options.Bitrate, _time);
        VoiceMeters.Add(this);
    }

    /// <summary>Packets sent.</summary>
    public long Packets => Interlocked.Read(ref _packets);

    /// <summary>Frames dropped because another thread was sending: a fault of whoever has two clocks for one voice.</summary>
    public long Overlapped => _sending.Refused;

    /// <summary>From here to the far end and back, by RTCP; null before it has answered a report.</summary>
    public TimeSpan? RoundTrip { get; internal set; }

    /// <summary>How it was told to encode.</summary>
    internal EncoderOptions? Options => _options;

    /// <summary>How the encoder follows what the far end reports.</summary>
    internal EncoderTuning Tuning { get; }

    /// <summary>Counts the packets of the transport that this voice shares with others; null when nobody does.</summary>
    internal TransportNumbers? Numbers { get; init; }

    /// <summary>What was agreed last.</summary>
    public AudioFormat Format => _format;

    /// <summary>Our synchronisation source; another one after a change to a format with another clock (RFC 7160 §4.2).</summary>
    public uint Ssrc { get; private set; } = NewSsrc();

    /// <summary>
    /// Another format was agreed on in mid-call: it is spoken from the next frame on. Not by two threads at once.
    /// </summary>
    public void Change(AudioFormat format)
    {
        if (format == _format || _disposed)
            return;
        _format = format;
        Interlocked.Exchange(ref _nextEncoder, new PacketEncoder(format, _options))?.Dispose();
    }

    // Packets are built on the stack: buffers of a thousand senders would each be out of the processor's cache when their
    // turn comes.

    /// <summary>Encodes and sends one frame: 960 samples at 48 kHz. Does nothing after the call ended.</summary>
    public void Send(ReadOnlySpan<float> frame) => Take(frame, isSent: true);

    /// <summary>
    /// Lets the encoder hear a frame that the far end was sent as others encoded it, and sends nothing: a few of them lead up to
    /// what <see cref="Send"/> says next, so that the change is not heard.
    /// </summary>
    public void Warm(ReadOnlySpan<float> frame) => Take(frame, isSent: false);

    /// <summary>Sends one packet's payload that was encoded elsewhere for many listeners of the same format.</summary>
    /// <param name="payload">Empty when there is nothing to say for so long.</param>
    /// <param name="milliseconds">How much sound it holds.</param>
    [SkipLocalsInit]
    public void SendEncoded(ReadOnlySpan<byte> payload, int milliseconds = VoiceFrame.Milliseconds)
    {
        if (_disposed)
            return;
        if (_tones is { IsEmpty: false })
        {
            Send([]); // a tone is for this far end alone
            return;
        }

        if (!_sending.TryEnter())
            return;
        try
        {
            TakeChange();
            _level = null; // what it would be told of is not here
            Span<byte> packet = stackalloc byte[BufferLength];
            payload.CopyTo(packet[PacketHeader.MaxLength..]);
            SendPayload(packet, payload.Length, milliseconds);
        }
        finally
        {
            _sending.Leave();
        }
    }

    /// <summary>
    /// Presses a key (0-9, *, #, A-D) for the far end: by events (RFC 4733) where it agreed to them, else by its tones. It
    /// goes out by the clock of <see cref="Send"/>, in the voice's place, after the keys asked for before.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is no key of a telephone.</exception>
    public void SendDigit(char digit, int milliseconds = 160)
    {
        if (Format.DigitPayloadType is null)
        {
            LazyInitializer.EnsureInitialized(ref _tones).Enqueue(new DigitTone(digit, milliseconds));
            return;
        }

        var ticks = (int)Math.Min((long)milliseconds * Format.DigitClockRate / 1000, ushort.MaxValue);
        LazyInitializer.EnsureInitialized(ref _digits).Enqueue(new DigitSequence(
            DigitDetector.EventOf(digit), ticks, Format.DigitClockRate * Format.PacketMilliseconds / 1000));
    }

    /// <summary>
    /// Sends a packet again because the far end asks for it (RFC 4585 §6.2.1), in a stream of its own where that was
    /// agreed on (RFC 4588). The network's thread.
    /// </summary>
    internal void Repeat(ushort sequence)
    {
        if (_history is not { } history)
            return;

        Span<byte> original = stackalloc byte[RtpPacket.MaxLength];
        var length = history.Find(sequence, original);
        if (length == 0)
            return;
        if (_format.Features.RepairPayloadType is not { } type)
        {
            _transport.SendRtp(original[..length]);
            return;
        }

        if (_repairSsrc == 0)
            _repairSsrc = NewSsrc();
        Span<byte> repair = stackalloc byte[RtpPacket.MaxLength];
        var repairLength = RepairPacket.Write(repair, original[..length], type, _repairSequence++, _repairSsrc);
        _transport.SendRtp(repair[..repairLength]);
    }

    /// <summary>The report on what was sent, for RTCP; null before the first packet.</summary>
    public SenderReport? Report()
    {
        var packets = Interlocked.Read(ref _packets);
        if (packets == 0)
            return null;
        var sinceLast = _time.GetElapsedTime(Interlocked.Read(ref _lastSentAt));
        var rtpTime = Volatile.Read(ref _timestamp) + (uint)(long)(sinceLast.TotalSeconds * Format.ClockRate);
        return new SenderReport(
            Ssrc, NtpTime.From(_time.GetUtcNow()), rtpTime, (uint)packets, (uint)Interlocked.Read(ref _octets));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _disposed = true;
        _encoder.Dispose();
        Volatile.Read(ref _nextEncoder)?.Dispose();
        VoiceMeters.Remove(this);
    }

    [SkipLocalsInit]
    private void Take(ReadOnlySpan<float> frame, bool isSent)
    {
        if (_disposed || !_sending.TryEnter())
            return;
        try
        {
            TakeChange();
            _encoder.Follow(Tuning);
            Span<byte> packet = stackalloc byte[BufferLength];
            if (isSent)
                SendSound(frame, packet);
            else
                _encoder.Skip(frame, packet);
        }
        catch (ObjectDisposedException)
        {
            // The call ended on another thread in the middle of this frame.
        }
        finally
        {
            _sending.Leave();
        }
    }

    private void SendSound(ReadOnlySpan<float> frame, Span<byte> packet)
    {
        _level = _encoder.Format.Features.Extensions.AudioLevel == 0 ? null : AudioLevel.Of(frame);
        Span<float> tone = stackalloc float[VoiceFrame.Samples];
        _encoder.Add(TrySound(tone) ? tone : frame);
        while (_encoder.TryEncode(packet[PacketHeader.MaxLength..], out var length))
            SendPayload(packet, length, _encoder.Format.PacketMilliseconds);
    }

    private bool TrySound(Span<float> frame)
    {
        if (_tones is null || !_tones.TryPeek(out var tone))
            return false;
        tone.Fill(frame);
        if (tone.IsOver)
            _tones.TryDequeue(out _);
        return true;
    }

    private static uint NewSsrc() => (uint)RandomNumberGenerator.GetInt32(1, int.MaxValue);

    private void TakeChange()
    {
        if (Volatile.Read(ref _nextEncoder) is null || Interlocked.Exchange(ref _nextEncoder, null) is not { } encoder)
            return;
        if (encoder.Format.ClockRate != _encoder.Format.ClockRate)
            Ssrc = NewSsrc();
        if (encoder.Format.DigitPayloadType is null)
            _digit = null;
        _encoder.Dispose();
        _encoder = encoder;
        _marker = true;
    }

    /// <summary>Sends the payload that lies behind the header's place, or a keypad event instead.</summary>
    private void SendPayload(Span<byte> packet, int length, int milliseconds)
    {
        var now = _time.GetTimestamp();
        FollowSilence(now, milliseconds);
        Interlocked.Exchange(ref _lastSentAt, now);

        if (_digit is null && _digits is not null && _encoder.Format.DigitPayloadType is not null && _digits.TryDequeue(out _digit))
            _digit.Begin(_timestamp);
        if (_digit is not null)
            SendEvent(packet, _digit);
        else if (length > 0)
            SendPacket(packet, _encoder.Format.PayloadType, _marker, _timestamp, length);

        _marker = length == 0 || _digit is not null; // the first sound after a pause is marked
        if (_digit is { IsOver: true })
            _digit = null;
        Volatile.Write(ref _timestamp, _timestamp + Ticks(milliseconds));
    }

    private void SendEvent(Span<byte> packet, DigitSequence digit)
    {
        var isFirst = digit.Duration == 0;
        digit.Advance();
        var payload = packet[PacketHeader.MaxLength..];
        var length = DigitDetector.Write(payload, digit.Event, digit.IsOver, (ushort)digit.Duration);

        var copies = digit.IsOver ? DigitSequence.EndCopies : 1; // the end gets through even when packets are lost
        for (var i = 0; i < copies; i++)
            SendPacket(packet, _encoder.Format.DigitPayloadType!.Value, isFirst && i == 0, digit.Timestamp, length);
    }

    private void SendPacket(Span<byte> packet, byte payloadType, bool marker, uint timestamp, int length)
    {
        var features = _encoder.Format.Features;
        Span<byte> header = stackalloc byte[PacketHeader.MaxLength];
        var sequence = _sequence++;
        RtpPacket.WriteHeader(header, payloadType, marker, sequence, timestamp, Ssrc);
        var announces = Interlocked.Increment(ref _packets) <= PacketHeader.AnnouncedPackets;
        var headerLength = PacketHeader.Extend(header, features, announces, _level, Numbers, _time);

        var whole = packet.Slice(PacketHeader.MaxLength - headerLength, headerLength + length); // right before the payload
        header[..headerLength].CopyTo(whole);
        _transport.SendRtp(whole);
        Interlocked.Add(ref _octets, length);
        if (features.Nack)
            (_history ??= new PacketHistory(_time)).Keep(sequence, whole);
    }

    private void FollowSilence(long now, int milliseconds)
    {
        var pause = _time.GetElapsedTime(_lastSentAt, now).TotalMilliseconds;
        if (_lastSentAt == 0 || pause < SilenceMilliseconds)
            return;
        _marker = true;
        var packets = (uint)Math.Round(pause / milliseconds) - 1; // one was counted when the last was sent
        Volatile.Write(ref _timestamp, _timestamp + (packets * Ticks(milliseconds)));
    }

    private uint Ticks(int milliseconds) => (uint)(_encoder.Format.ClockRate * milliseconds / 1000);
}
