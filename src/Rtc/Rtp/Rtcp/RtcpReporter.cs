namespace TalksPlatform.Rtc.Rtp;

/// <summary>
/// Writes the regular reports of one session (RFC 3550 §6.4) and reads the far end's. Feed it all RTCP that arrives and
/// send <see cref="WriteReport"/> every five seconds.
/// </summary>
public sealed class RtcpReporter(AudioSender? sender, AudioReceiver? receiver, string canonicalName, TimeProvider time)
{
    /// <summary>How often to report.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    /// <summary>The source in whose name those report who send nothing.</summary>
    internal const uint ListenerSsrc = 1;

    private readonly Lock _gate = new();
    private uint _lastSenderReport;
    private long _lastSenderReportAt;

    /// <summary>How our voice arrives at the far end; null until it reports.</summary>
    public ReceptionReport? Remote { get; private set; }

    /// <summary>From here to the far end and back; null until it has answered a report of ours.</summary>
    public TimeSpan? RoundTrip { get; private set; }

    /// <summary>Reads a compound packet from the network.</summary>
    public void Receive(ReadOnlySpan<byte> datagram)
    {
        var reader = new RtcpReader(datagram);
        lock (_gate)
        {
            while (reader.TryRead())
            {
                if (reader.TryGetSenderReport(out var report) && (receiver is null || report.Ssrc == receiver.Ssrc))
                {
                    _lastSenderReport = NtpTime.Middle(report.NtpTime);
                    _lastSenderReportAt = time.GetTimestamp();
                }

                if (sender is not null && reader.TryGetReception(sender.Ssrc, out var reception))
                {
                    Remote = reception;
                    MeasureRoundTrip(reception);
                    sender.Tuning.ReportLoss(reception.FractionLost / 256.0);
                }
            }
        }
    }

    /// <summary>Writes SR or RR, and SDES; with a BYE when it is the last one.</summary>
    /// <returns>Bytes written; 320 are always enough.</returns>
    public int WriteReport(Span<byte> buffer, bool goodbye = false)
    {
        var writer = new RtcpWriter(buffer);
        Write(ref writer, goodbye);
        return writer.Length;
    }

    /// <summary>Adds SR or RR, and SDES; with a BYE when it is the last one.</summary>
    /// <param name="writer">The datagram, with room for 320 bytes.</param>
    /// <param name="goodbye">Ends with a BYE.</param>
    /// <param name="other">The report on another source of the same far end, such as its pictures.</param>
    internal void Write(ref RtcpWriter writer, bool goodbye = false, ReceptionReport? other = null)
    {
        lock (_gate)
        {
            Span<ReceptionReport> reports = stackalloc ReceptionReport[2];
            var count = 0;
            if (receiver?.Report() is { } report)
                reports[count++] = WithSenderReport(report);
            if (other is { } another)
                reports[count++] = another;

            var ssrc = sender?.Ssrc ?? ListenerSsrc;
            if (sender?.Report() is { } sent)
                writer.AddSenderReport(sent, reports[..count]);
            else
                writer.AddReceiverReport(ssrc, reports[..count]);
            writer.AddSourceDescription(ssrc, canonicalName);
            if (goodbye)
                writer.AddGoodbye(ssrc);
        }
    }

    private void MeasureRoundTrip(ReceptionReport report)
    {
        if (report.LastSenderReport == 0)
            return;

        // RFC 3550 §6.4.1: 16.16 fixed point, all of it modulo 2^32; a far end that miscounts may make it negative.
        var now = NtpTime.Middle(NtpTime.From(time.GetUtcNow()));
        var elapsed = (int)(now - report.LastSenderReport - report.DelaySinceLastSenderReport);
        RoundTrip = sender!.RoundTrip = TimeSpan.FromSeconds(Math.Max(0, elapsed) / 65_536.0);
    }

    private ReceptionReport WithSenderReport(ReceptionReport report) => _lastSenderReport == 0
        ? report
        : report with
        {
            LastSenderReport = _lastSenderReport,
            DelaySinceLastSenderReport = (uint)(time.GetElapsedTime(_lastSenderReportAt).TotalSeconds * 65_536),
        };
}
