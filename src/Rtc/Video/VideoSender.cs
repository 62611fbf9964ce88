using System.Security.Cryptography;
using TalksPlatform.Rtc.Rtp;

namespace TalksPlatform.Rtc.Video;

/// <summary>
/// The showing end of one picture stream: forwards the packets of one source and later of another under one identity, so
/// that the far end sees one unbroken stream. A switch waits for the new source's keyframe; until then the old one shows.
/// </summary>
public sealed class VideoSender : IDisposable
{
    private readonly Lock _gate = new();
    private readonly IRtpTransport _transport;
    private readonly TransportNumbers? _numbers;
    private readonly TimeProvider _time;
    private readonly byte[] _packet = new byte[RtpPacket.MaxLength];
    private Source? _shown;
    private Source? _next;
    private ushort _sequence = (ushort)RandomNumberGenerator.GetInt32(0x8000); // below a roll-over (RFC 3711 §3.3.1)
    private uint _timestamp = (uint)RandomNumberGenerator.GetInt32(int.MaxValue); // the last one sent
    private long _sentAt;
    private long _packets;
    private long _octets;

    internal VideoSender(VideoFormat format, IRtpTransport transport, TransportNumbers? numbers, TimeProvider time)
    {
        Format = format;
        _transport = transport;
        _numbers = numbers;
        _time = time;
    }

    /// <summary>What was agreed.</summary>
    public VideoFormat Format { get; }

    /// <summary>Our synchronisation source.</summary>
    public uint Ssrc { get; } = (uint)RandomNumberGenerator.GetInt32(1, int.MaxValue);

    /// <summary>Shows another source as soon as it begins a picture; null shows nothing more.</summary>
    /// <exception cref="ArgumentException">The source has another codec.</exception>
    public void Show(VideoReceiver? receiver)
    {
        if (receiver is not null && receiver.Format.Codec != Format.Codec)
            throw new ArgumentException("A forwarder cannot change the codec.", nameof(receiver));

        lock (_gate)
        {
            _next?.Dispose();
            _next = null;
            if (receiver is null)
            {
                _shown?.Dispose();
                _shown = null;
            }
            else if (_shown?.Receiver != receiver)
            {
                _next = new Source(this, receiver);
            }
        }

        receiver?.RequestKeyframe();
    }

    /// <summary>Stops showing.</summary>
    public void Dispose() => Show(null);

    /// <summary>The far end needs a whole picture: the source is asked, as often as it allows.</summary>
    internal void RequestKeyframe()
    {
        VideoReceiver? receiver;
        lock (_gate)
            receiver = (_next ?? _shown)?.Receiver;
        receiver?.RequestKeyframe();
    }

    internal SenderReport? Report()
    {
        lock (_gate)
        {
            if (_packets == 0)
                return null;
            var now = _timestamp + (uint)(long)(_time.GetElapsedTime(_sentAt).TotalSeconds * VideoFormat.ClockRate);
            return new SenderReport(Ssrc, NtpTime.From(_time.GetUtcNow()), now, (uint)_packets, (uint)_octets);
        }
    }

    private void Take(Source source, in RtpPacket packet)
    {
        lock (_gate)
        {
            if (source == _next && VideoPayload.BeginsKeyframe(Format.Codec, packet.Payload))
                Switch(source, packet);
            if (source == _shown)
                Forward(source, packet);
        }
    }

    private void Switch(Source source, in RtpPacket packet)
    {
        _shown?.Dispose();
        _shown = source;
        _next = null;

        // The new source's clock begins anywhere: its first picture comes as long after the last as it does here.
        var pause = _packets == 0 ? 0 : _time.GetElapsedTime(_sentAt).TotalSeconds * VideoFormat.ClockRate;
        source.TimestampOffset = _timestamp + (uint)Math.Max(1, (long)pause) - packet.Timestamp;
        source.SequenceOffset = (ushort)(_sequence - packet.SequenceNumber);
    }

    private void Forward(Source source, in RtpPacket packet)
    {
        var sequence = (ushort)(packet.SequenceNumber + source.SequenceOffset); // gaps stay gaps: the far end asks
        var timestamp = packet.Timestamp + source.TimestampOffset;
        RtpPacket.WriteHeader(_packet, Format.PayloadType, packet.Marker, sequence, timestamp, Ssrc);
        var begin = PacketHeader.Extend(
            _packet, Format.Features, announces: _packets < PacketHeader.AnnouncedPackets, level: null, _numbers, _time);
        if (begin + packet.Payload.Length > _packet.Length)
            return;

        packet.Payload.CopyTo(_packet.AsSpan(begin));
        _transport.SendRtp(_packet.AsSpan(0, begin + packet.Payload.Length));
        _sequence = (ushort)(sequence + 1);
        _timestamp = timestamp;
        _sentAt = _time.GetTimestamp();
        _packets++;
        _octets += packet.Payload.Length;
    }

    /// <summary>One source while it is shown or about to be.</summary>
    private sealed class Source : IDisposable
    {
        private readonly VideoSender _sender;

        public Source(VideoSender sender, VideoReceiver receiver)
        {
            _sender = sender;
            Receiver = receiver;
            receiver.PacketReceived += Take;
        }

        public VideoReceiver Receiver { get; }

        public ushort SequenceOffset { get; set; }

        public uint TimestampOffset { get; set; }

        public void Dispose() => Receiver.PacketReceived -= Take;

        private void Take(in RtpPacket packet) => _sender.Take(this, packet);
    }
}
