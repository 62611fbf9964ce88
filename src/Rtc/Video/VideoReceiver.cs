using TalksPlatform.Rtc.Rtp;

namespace TalksPlatform.Rtc.Video;

/// <summary>
/// The seeing end of one picture stream: packets to forward, and whole frames for whoever wants to keep or decode them.
/// Everything is raised on the thread that carries packets.
/// </summary>
public sealed class VideoReceiver
{
    private static readonly TimeSpan BetweenRequests = TimeSpan.FromMilliseconds(500);

    private readonly Lock _gate = new(); // network and reporter
    private readonly TimeProvider _time;
    private readonly Action<uint> _askForKeyframe;
    private readonly PacketOrder _order;
    private readonly FrameAssembler _assembler;
    private ReceptionStatistics? _reception;
    private SequenceUnwrapper _sequences;
    private long _askedAt;
    private uint _ssrc;
    private long _packets;
    private long _frames;
    private long _requests;

    internal VideoReceiver(VideoFormat format, Action<uint> askForKeyframe, TimeProvider time)
    {
        Format = format;
        _askForKeyframe = askForKeyframe;
        _time = time;
        _order = new PacketOrder(Deliver, Lose, time);
        _assembler = new FrameAssembler(format.Codec);
        _assembler.Completed += frame =>
        {
            Interlocked.Increment(ref _frames);
            FrameReceived?.Invoke(frame);
        };
    }

    /// <summary>A packet came, in its order; for forwarding.</summary>
    public event TakeVideoPacket? PacketReceived;

    /// <summary>A frame is whole and can be decoded.</summary>
    public event TakeVideoFrame? FrameReceived;

    /// <summary>What was agreed.</summary>
    public VideoFormat Format { get; }

    /// <summary>How the pictures arrive.</summary>
    public VideoStatistics Statistics => new(
        Interlocked.Read(ref _packets), _order.Lost, Interlocked.Read(ref _frames), Interlocked.Read(ref _requests));

    /// <summary>Asks the far end for a whole picture, twice a second at most however many ask here. Any thread.</summary>
    public void RequestKeyframe()
    {
        uint ssrc;
        lock (_gate)
        {
            if (_reception is null || (_requests > 0 && _time.GetElapsedTime(_askedAt) < BetweenRequests))
                return;
            _askedAt = _time.GetTimestamp();
            _requests++;
            ssrc = _ssrc;
        }

        _askForKeyframe(ssrc);
    }

    /// <summary>Takes a packet from the network, whatever it holds.</summary>
    internal void Receive(in RtpPacket packet, ReadOnlySpan<byte> datagram)
    {
        if (packet.PayloadType != Format.PayloadType)
            return;
        lock (_gate)
        {
            if (_reception is null || packet.Ssrc != _ssrc)
            {
                _ssrc = packet.Ssrc;
                _sequences = default;
                _reception = new ReceptionStatistics(VideoFormat.ClockRate, _time);
            }

            _reception.Count(_sequences.Unwrap(packet.SequenceNumber), packet.Timestamp, _time.GetTimestamp());
        }

        _packets++;
        _order.Add(packet.SequenceNumber, datagram);
        if (FrameReceived is not null && _assembler.NeedsKeyframe)
            RequestKeyframe();
    }

    internal ReceptionReport? Report()
    {
        lock (_gate)
            return _reception?.Report(_ssrc);
    }

    private void Deliver(ReadOnlySpan<byte> datagram)
    {
        if (!RtpPacket.TryParse(datagram, out var packet))
            return;
        PacketReceived?.Invoke(packet);
        if (FrameReceived is not null)
            _assembler.Add(packet);
    }

    private void Lose()
    {
        _assembler.NoteLoss();
        if (PacketReceived is not null)
            RequestKeyframe();
    }
}

/// <summary>Takes a packet; on the thread that carries packets, so it copies or sends, and returns.</summary>
public delegate void TakeVideoPacket(in RtpPacket packet);
