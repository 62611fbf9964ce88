using System.Diagnostics;
using TalksPlatform.Rtc.Dtls;
using TalksPlatform.Rtc.Rtp;
using TalksPlatform.Rtc.Srtp;

namespace TalksPlatform.Rtc.WebRtc;

/// <summary>
/// What both ends of a connection have in common once they know of each other: the secure channel, what flows through it
/// in both directions, and the connection's life.
/// </summary>
internal sealed class PeerSession : IRtpTransport
{
    private readonly Lock _gate = new();
    private readonly Lock _receiving = new();
    private volatile SecureChannel? _channel;

    public PeerSession(TimeProvider time) => Media = new PeerMedia(this, time);

    public PeerLifecycle Life { get; } = new();

    /// <summary>What flows; silent until the connection is there.</summary>
    public PeerMedia Media { get; }

    public AudioReceiver? Receiver => Media.Receiver;

    public AudioSender? Sender => Media.Sender;

    public PeerStatistics Statistics
    {
        get
        {
            var remote = Media.Reporter?.Remote;
            return new PeerStatistics(
                _channel?.Sent ?? 0,
                _channel?.Received ?? 0,
                _channel?.Refused ?? 0,
                Receiver?.Statistics.Lost ?? 0,
                (remote?.FractionLost ?? 0) / 256.0,
                Media.Reporter?.RoundTrip);
        }
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

            if (RtpPacket.IsRtcp(plain))
                Media.ReceiveRtcp(plain);
            else
                Media.Receive(plain);
        }
    }

    /// <summary>Repeats lost handshake flights and sends reports. Due each 50 ms or so.</summary>
    public void Tick()
    {
        if (_channel is not { } channel)
            return;

        if (Life.State == PeerState.Connecting)
            Follow(channel.HandleTimeout());
        if (Life.State == PeerState.Connected)
            Media.Tick();
    }

    /// <summary>Ends the connection, with a goodbye where there is somebody to hear it.</summary>
    public bool Close(CloseReason reason)
    {
        var wasConnected = Life.State == PeerState.Connected;
        if (!Life.TryAdvance(PeerState.Closed, reason))
            return false;

        if (wasConnected && reason != CloseReason.ClosedByPeer)
            Media.Report(goodbye: true);
        lock (_gate)
            _channel?.Dispose();
        return true;
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
                    Media.Report(goodbye: false);
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
}
