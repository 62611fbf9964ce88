using System.Diagnostics;
using TalksPlatform.Rtc.Codecs;
using TalksPlatform.Rtc.Dtls;
using TalksPlatform.Rtc.Rtp;
using TalksPlatform.Rtc.Sdp;
using TalksPlatform.Rtc.Srtp;

namespace TalksPlatform.Rtc.WebRtc;

/// <summary>
/// What both ends of a connection have in common once they know of each other: the secure channel, the voices in both
/// directions, RTCP, and the connection's life.
/// </summary>
internal sealed class PeerSession : IRtpTransport
{
    /// <summary>
    /// More often than the standard's five seconds (RFC 3550, section 6.2): the studio shows how lines do.
    /// </summary>
    private static readonly TimeSpan ReportInterval = TimeSpan.FromSeconds(2);

    private readonly TimeProvider _time;
    private readonly Lock _gate = new();
    private readonly Lock _receiving = new();
    private volatile SecureChannel? _channel;
    private RtcpReporter? _reporter;
    private long _reportedAt;

    public PeerSession(TimeProvider time) => _time = time;

    public PeerLifecycle Life { get; } = new();

    public AudioReceiver? Receiver { get; private set; }

    public AudioSender? Sender { get; private set; }

    public PeerStatistics Statistics
    {
        get
        {
            var remote = _reporter?.Remote;
            return new PeerStatistics(
                _channel?.Sent ?? 0,
                _channel?.Received ?? 0,
                _channel?.Refused ?? 0,
                Receiver?.Statistics.Lost ?? 0,
                (remote?.FractionLost ?? 0) / 256.0,
                _reporter?.RoundTrip);
        }
    }

    /// <summary>Makes the voices of this connection; they stay silent until it is connected.</summary>
    public void Open(AudioFormat format, bool send, bool receive, EncoderOptions? encoder, JitterOptions? jitter)
    {
        Receiver = receive ? new AudioReceiver(format, jitter ?? new JitterOptions { Time = _time }) : null;
        Sender = send ? new AudioSender(format, this, encoder, _time) : null;
        _reporter = new RtcpReporter(Sender, Receiver, WebRtcSource.CanonicalName, _time);
    }

    /// <summary>Takes over the channel to a peer that is described now.</summary>
    public void Use(SecureChannel channel)
    {
        lock (_gate)
        {
            _channel = channel;
            if (Life.IsClosed)
                channel.Dispose();
        }
    }

    /// <summary>A path is found: begins to agree on keys.</summary>
    public void BeginHandshake()
    {
        if (Life.TryAdvance(PeerState.Connecting) && _channel is { } channel)
            Follow(channel.Start());
    }

    public void ReceiveDtls(ReadOnlySpan<byte> datagram)
    {
        if (_channel is { } channel)
            Follow(channel.ReceiveDtls(datagram));
    }

    /// <summary>Takes a protected packet and opens it in place.</summary>
    public void ReceiveMedia(Span<byte> packet)
    {
        if (_channel is not { } channel)
            return;

        lock (_receiving) // while the peer changes paths, two threads may have something of it
        {
            var plain = channel.Open(packet);
            if (plain.IsEmpty)
                return;

            if (SrtpPacket.IsRtcp(plain))
                ReceiveRtcp(plain);
            else
                Receiver?.Receive(plain);
        }
    }

    /// <summary>Repeats lost handshake flights and sends reports. Due each 50 ms or so.</summary>
    public void Tick()
    {
        if (_channel is not { } channel)
            return;

        if (Life.State == PeerState.Connecting)
            Follow(channel.HandleTimeout());
        if (Life.State == PeerState.Connected && _time.GetElapsedTime(_reportedAt) >= ReportInterval)
            Report(goodbye: false);
    }

    /// <summary>Ends the connection, with a goodbye where there is somebody to hear it.</summary>
    public bool Close(CloseReason reason)
    {
        var wasConnected = Life.State == PeerState.Connected;
        if (!Life.TryAdvance(PeerState.Closed, reason))
            return false;

        if (wasConnected && reason != CloseReason.ClosedByPeer)
            Report(goodbye: true);
        lock (_gate)
            _channel?.Dispose();
        return true;
    }

    /// <summary>Frees the voices; whoever reads or writes them must have stopped, or meets silence.</summary>
    public void DisposeVoices()
    {
        Receiver?.Dispose();
        Sender?.Dispose();
    }

    void IRtpTransport.SendRtp(ReadOnlySpan<byte> packet) => _channel?.SendRtp(packet);

    void IRtpTransport.SendRtcp(ReadOnlySpan<byte> packet) => _channel?.SendRtcp(packet);

    private void Follow(DtlsState state)
    {
        switch (state)
        {
            case DtlsState.Handshaking:
                break;
            case DtlsState.Connected:
                if (Life.TryAdvance(PeerState.Connected))
                    Report(goodbye: false);
                break;
            case DtlsState.Closed:
                Close(CloseReason.ClosedByPeer);
                break;
            case DtlsState.Failed:
                Close(CloseReason.HandshakeFailed);
                break;
            case DtlsState.Mistaken:
                Close(CloseReason.FingerprintMismatch);
                break;
            default:
                throw new UnreachableException();
        }
    }

    private void ReceiveRtcp(ReadOnlySpan<byte> datagram)
    {
        _reporter?.Receive(datagram);
        var reader = new RtcpReader(datagram);
        while (reader.TryRead())
        {
            if (reader.Type == RtcpType.Goodbye)
                Close(CloseReason.ClosedByPeer); // a peer has one source: with it, the peer leaves
        }
    }

    private void Report(bool goodbye)
    {
        if (_reporter is null)
            return;

        _reportedAt = _time.GetTimestamp();
        Span<byte> report = stackalloc byte[512];
        _channel?.SendRtcp(report[.._reporter.WriteReport(report, goodbye)]);
    }
}
