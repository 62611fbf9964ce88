using TalksPlatform.Rtc.Rtp;
using TalksPlatform.Rtc.Video;

namespace TalksPlatform.Rtc.WebRtc;

/// <summary>
/// What is said between the regular reports (RFC 4585): packets asked for again, pictures asked for, loss told at once.
/// </summary>
internal sealed class PeerFeedback(
    AudioSender? sender, AudioReceiver? receiver, RtpFeatures features, RtcpReporter reporter, IRtpTransport transport)
{
    private const int MaxLength = 600;
    private const int PacketsToJudge = 50; // a second of a voice

    private int _reported;
    private int _reportedLost;
    private byte _intraRequests;

    /// <summary>Whom the far end asks for whole pictures; null when none are sent.</summary>
    public VideoSender? Pictures { get; set; }

    /// <summary>The source in whose name we speak.</summary>
    public uint Own => sender?.Ssrc ?? RtcpReporter.ListenerSsrc;

    /// <summary>Begins a datagram: with a report, unless both agreed to go without (RFC 5506).</summary>
    public RtcpWriter Begin(Span<byte> buffer)
    {
        var writer = new RtcpWriter(buffer);
        if (!features.ReducedSize)
            reporter.Write(ref writer);
        return writer;
    }

    /// <summary>Asks for what is missing, when that was agreed on and is worth it.</summary>
    public void AskAgain()
    {
        if (!features.Nack || receiver is null)
            return;

        Span<ushort> lost = stackalloc ushort[LossTracker.Capacity];
        var count = receiver.TakeLost(lost);
        if (count == 0)
            return;

        Span<byte> buffer = stackalloc byte[MaxLength];
        var writer = Begin(buffer);
        writer.AddNack(Own, receiver.Ssrc, lost[..count]);
        transport.SendRtcp(writer.Written);
    }

    /// <summary>Asks for a whole picture, in the way that was agreed on.</summary>
    public void AskForKeyframe(uint source, VideoFormat format)
    {
        Span<byte> buffer = stackalloc byte[MaxLength];
        var writer = Begin(buffer);
        if (format.PictureLoss)
            writer.AddPictureLoss(Own, source);
        else if (format.FullIntraRequest)
            writer.AddFullIntraRequest(Own, source, ++_intraRequests);
        else
            return;
        transport.SendRtcp(writer.Written);
    }

    /// <summary>Takes a compound packet that is genuine.</summary>
    public void Receive(ReadOnlySpan<byte> datagram)
    {
        reporter.Receive(datagram);
        var reader = new RtcpReader(datagram);
        while (reader.TryRead())
        {
            if (receiver is not null && reader.IsGoodbyeOf(receiver.Ssrc))
                receiver.End(); // the voice, not the connection: a browser says so of a microphone that is unplugged
            else if (RtcpFeedback.TryGet(reader, out var feedback))
                Follow(feedback);
        }
    }

    private void Follow(in RtcpFeedback feedback)
    {
        if (Pictures is { } pictures && feedback.AsksForKeyframeOf(pictures.Ssrc))
            pictures.RequestKeyframe();
        if (sender is null)
            return;

        if (feedback.IsNack && feedback.Media == sender.Ssrc)
            Repeat(feedback);
        else if (feedback.IsTransportWide)
            CountArrivals(feedback);
        else if (feedback.TryGetBitrate(out var bitsPerSecond))
            sender.Tuning.ReportBitrate(bitsPerSecond);
    }

    private void Repeat(in RtcpFeedback nack)
    {
        var numbers = new NackReader(nack.Control);
        for (var i = 0; i < LossTracker.Capacity && numbers.TryRead(); i++)
            sender!.Repeat(numbers.Sequence);
    }

    private void CountArrivals(in RtcpFeedback feedback)
    {
        if (!features.TransportFeedback || !TransportFeedbackReader.TryParse(feedback.Control, out var packets))
            return;
        while (packets.TryRead())
        {
            _reported++;
            _reportedLost += packets.Arrived ? 0 : 1;
        }

        if (_reported < PacketsToJudge)
            return;
        sender!.Tuning.ReportLoss((double)_reportedLost / _reported);
        _reported = _reportedLost = 0;
    }
}
