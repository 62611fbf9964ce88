using System.Collections.Concurrent;
using System.Security.Cryptography;
using TalksPlatform.Rtc.Codecs;

namespace TalksPlatform.Rtc.Rtp;

/// <summary>
/// The speaking end of one voice: 20 ms frames of 48 kHz in, RTP out. Whoever calls <see cref="Send"/> or
/// <see cref="SendEncoded"/>, once every 20 ms, is its clock; digits may be asked for by any thread.
/// </summary>
public sealed class AudioSender : IDisposable
{
    private const double SilenceMilliseconds = 200; // a longer pause of the clock is a silence: the timestamp moves on

    private readonly IRtpTransport _transport;
    private readonly TimeProvider _time;
    private readonly IAudioEncoder _encoder;
    private readonly Resampler _resampler;
    private readonly ConcurrentQueue<DigitSequence> _digits = new();
    private readonly float[] _resampled;
    private readonly byte[] _packet = new byte[RtpPacket.MaxLength];

    private DigitSequence? _digit;
    private ushort _sequence = (ushort)RandomNumberGenerator.GetInt32(0x1_0000);
    private uint _timestamp = (uint)RandomNumberGenerator.GetInt32(int.MaxValue);
    private long _lastSentAt;
    private bool _marker = true;
    private long _packets;
    private long _octets;
    private volatile bool _disposed;

    /// <summary>Makes a sender for what was agreed.</summary>
    public AudioSender(
        AudioFormat format, IRtpTransport transport, EncoderOptions? options = null, TimeProvider? time = null)
    {
        Format = format;
        _transport = transport;
        _time = time ?? TimeProvider.System;
        options ??= new EncoderOptions();
        if (format.DiscontinuousTransmission)
            options = options with { DiscontinuousTransmission = true };
        _encoder = AudioCodecs.CreateEncoder(format.Codec, options);
        _resampler = Resampler.Create(VoiceFrame.SampleRate, _encoder.SampleRate);
        _resampled = new float[_encoder.SampleRate / VoiceFrame.PerSecond];
    }

    /// <summary>What was agreed.</summary>
    public AudioFormat Format { get; }

    /// <summary>Our synchronisation source.</summary>
    public uint Ssrc { get; } = (uint)RandomNumberGenerator.GetInt32(1, int.MaxValue);

    /// <summary>Encodes and sends one frame: 960 samples at 48 kHz. Does nothing after the call ended.</summary>
    public void Send(ReadOnlySpan<float> frame)
    {
        try
        {
            if (_disposed)
                return;
            _resampler.Convert(frame, _resampled);
            SendFrame(_encoder.Encode(_resampled, _packet.AsSpan(RtpPacket.HeaderLength)));
        }
        catch (ObjectDisposedException)
        {
            // The call ended on another thread in the middle of this frame.
        }
    }

    /// <summary>Sends one 20 ms payload that was encoded elsewhere for many listeners of the same format.</summary>
    public void SendEncoded(ReadOnlySpan<byte> payload)
    {
        if (_disposed)
            return;
        payload.CopyTo(_packet.AsSpan(RtpPacket.HeaderLength));
        SendFrame(payload.Length);
    }

    /// <summary>
    /// Presses a key (0-9, *, #, A-D) for the far end (RFC 4733). It goes out by the clock of <see cref="Send"/>, in the
    /// voice's place, after the keys asked for before.
    /// </summary>
    /// <exception cref="InvalidOperationException">The far end did not agree to keypad events.</exception>
    public void SendDigit(char digit, int milliseconds = 160)
    {
        if (Format.DigitPayloadType is null)
            throw new InvalidOperationException("The far end takes no keypad events (telephone-event)");
        var ticks = (int)Math.Min((long)milliseconds * Format.DigitClockRate / 1000, ushort.MaxValue);
        _digits.Enqueue(new DigitSequence(
            DigitDetector.EventOf(digit), ticks, Format.DigitClockRate / VoiceFrame.PerSecond));
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
    }

    /// <summary>Sends the payload that lies behind the header's place, or a keypad event instead.</summary>
    private void SendFrame(int length)
    {
        var now = _time.GetTimestamp();
        FollowSilence(now);
        Interlocked.Exchange(ref _lastSentAt, now);

        if (_digit is null && _digits.TryDequeue(out _digit))
            _digit.Begin(_timestamp);
        if (_digit is not null)
            SendEvent(_digit);
        else if (length > 0)
            SendPacket(Format.PayloadType, _marker, _timestamp, length);

        _marker = length == 0 || _digit is not null; // the first sound after a pause is marked
        if (_digit is { IsOver: true })
            _digit = null;
        Volatile.Write(ref _timestamp, _timestamp + (uint)Format.TicksPerFrame);
    }

    private void SendEvent(DigitSequence digit)
    {
        var isFirst = digit.Duration == 0;
        digit.Advance();
        var payload = _packet.AsSpan(RtpPacket.HeaderLength);
        var length = DigitDetector.Write(payload, digit.Event, digit.IsOver, (ushort)digit.Duration);

        var copies = digit.IsOver ? DigitSequence.EndCopies : 1; // the end gets through even when packets are lost
        for (var i = 0; i < copies; i++)
            SendPacket(Format.DigitPayloadType!.Value, isFirst && i == 0, digit.Timestamp, length);
    }

    private void SendPacket(byte payloadType, bool marker, uint timestamp, int length)
    {
        RtpPacket.WriteHeader(_packet, payloadType, marker, _sequence++, timestamp, Ssrc);
        _transport.SendRtp(_packet.AsSpan(0, RtpPacket.HeaderLength + length));
        Interlocked.Increment(ref _packets);
        Interlocked.Add(ref _octets, length);
    }

    private void FollowSilence(long now)
    {
        var pause = _time.GetElapsedTime(_lastSentAt, now).TotalMilliseconds;
        if (_lastSentAt == 0 || pause < SilenceMilliseconds)
            return;
        _marker = true;
        var frames = (uint)Math.Round(pause / VoiceFrame.Milliseconds) - 1; // one was counted when the last was sent
        Volatile.Write(ref _timestamp, _timestamp + (frames * (uint)Format.TicksPerFrame));
    }
}
