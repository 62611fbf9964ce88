using TalksPlatform.Rtc.Codecs;
using TalksPlatform.Rtc.Rtp;
using TalksPlatform.Rtc.Sdp;
using TalksPlatform.Rtc.Video;

namespace TalksPlatform.Rtc.WebRtc;

/// <summary>
/// The voice and pictures of one connection: gives each packet to its own, and talks with the peer by RTCP about how they
/// arrive. Packets come on one thread at a time, the clock's ticks on another.
/// </summary>
internal sealed class PeerMedia(IRtpTransport transport, TimeProvider time)
{
    private const int MaxReport = 600;

    /// <summary>
    /// More often than the standard's five seconds (RFC 3550, section 6.2): the studio shows how lines do.
    /// </summary>
    private static readonly TimeSpan ReportInterval = TimeSpan.FromSeconds(2);

    private readonly TransportNumbers _numbers = new();
    private readonly Lock _noting = new(); // arrivals: noted by packets, reported by ticks
    private BundleRouter? _router;
    private PeerFeedback? _feedback;
    private ArrivalLog? _arrivals;
    private RtpFeatures _features = RtpFeatures.None;
    private TimeSpan _untilReport;
    private long _reportedAt;
    private long _arrivalsReportedAt;

    public AudioReceiver? Receiver { get; private set; }

    public AudioSender? Sender { get; private set; }

    public VideoReceiver? VideoReceiver { get; private set; }

    public VideoSender? VideoSender { get; private set; }

    public RtcpReporter? Reporter { get; private set; }

    /// <summary>Makes the voices of this connection.</summary>
    public void OpenAudio(AudioFormat format, bool send, bool receive, EncoderOptions? encoder, JitterOptions? jitter)
    {
        Receiver = receive ? new AudioReceiver(format, jitter ?? new JitterOptions { Time = time }) : null;
        Sender = send ? new AudioSender(format, transport, encoder, time) { Numbers = _numbers } : null;
        Reporter = new RtcpReporter(Sender, Receiver, WebRtcSource.CanonicalName, time);
        Agree(format);
    }

    /// <summary>Makes the pictures of this connection.</summary>
    public void OpenVideo(VideoFormat format, bool send, bool receive)
    {
        VideoReceiver = receive ? new VideoReceiver(format, AskForKeyframe, time) : null;
        VideoSender = send ? new VideoSender(format, transport, _numbers, time) : null;
        _feedback!.Pictures = VideoSender;
        _router = new BundleRouter(
            format.Features.Extensions.MediaId, _features.MediaId, format.Features.MediaId, format.PayloadType);
    }

    /// <summary>The far end's answer may leave out some of what was offered beside the codec.</summary>
    public void Agree(AudioFormat format)
    {
        Receiver?.Change(format);
        Sender?.Change(format);
        _features = format.Features;
        _feedback = new PeerFeedback(Sender, Receiver, _features, Reporter!, transport) { Pictures = VideoSender };
        if (Receiver is not null && _features is { TransportFeedback: true, Extensions.TransportSequence: not 0 })
            _arrivals = new ArrivalLog(time);
    }

    /// <summary>Takes an RTP packet that is genuine.</summary>
    public void Receive(ReadOnlySpan<byte> datagram)
    {
        if ((_arrivals is not null || _router is not null) && RtpPacket.TryParse(datagram, out var packet))
        {
            Note(packet);
            if (_router?.IsVideo(packet) == true)
            {
                VideoReceiver?.Receive(packet, datagram);
                return;
            }
        }

        Receiver?.Receive(datagram);
        _feedback?.AskAgain();
    }

    /// <summary>Takes a compound RTCP packet that is genuine.</summary>
    public void ReceiveRtcp(ReadOnlySpan<byte> datagram) => _feedback?.Receive(datagram);

    /// <summary>Sends what is due.</summary>
    public void Tick()
    {
        if (time.GetElapsedTime(_reportedAt) >= _untilReport)
            Report(goodbye: false);
        _feedback?.AskAgain();
        ReportArrivals();
    }

    /// <summary>Sends a report (RFC 3550, section 6.4).</summary>
    public void Report(bool goodbye)
    {
        if (Reporter is null)
            return;

        // Apart by chance, or all peers that came together would report together (section 6.3.1).
        _untilReport = ReportInterval * (0.5 + Random.Shared.NextDouble());
        _reportedAt = time.GetTimestamp();
        Span<byte> buffer = stackalloc byte[MaxReport];
        var writer = new RtcpWriter(buffer);
        Reporter.Write(ref writer, goodbye, VideoReceiver?.Report());
        if (VideoSender?.Report() is { } pictures)
            writer.AddSenderReport(pictures);
        transport.SendRtcp(writer.Written);
    }

    /// <summary>Frees the voices; whoever reads or writes them must have stopped, or meets silence.</summary>
    public void Dispose()
    {
        Receiver?.Dispose();
        Sender?.Dispose();
        VideoSender?.Dispose();
    }

    private void Note(in RtpPacket packet)
    {
        if (_arrivals is null
            || !HeaderExtensionReader.TryFind(packet, _features.Extensions.TransportSequence, out var number)
            || number.Length != 2)
            return;
        lock (_noting)
            _arrivals.Note((ushort)(number[0] << 8 | number[1]), time.GetTimestamp());
    }

    private void ReportArrivals()
    {
        if (_arrivals is null || time.GetElapsedTime(_arrivalsReportedAt) < ArrivalLog.Interval)
            return;
        _arrivalsReportedAt = time.GetTimestamp();
        Span<byte> buffer = stackalloc byte[MaxReport + ArrivalLog.MaxReportLength];
        var writer = _feedback!.Begin(buffer);
        lock (_noting)
        {
            if (!_arrivals.IsDue)
                return;
            _arrivals.Write(ref writer, _feedback.Own, Receiver?.Ssrc ?? 0);
        }

        transport.SendRtcp(writer.Written);
    }

    private void AskForKeyframe(uint source) => _feedback!.AskForKeyframe(source, VideoReceiver!.Format);
}
