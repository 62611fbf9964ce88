using System.Net;
using TalksPlatform.Rtc.Dtls;
using TalksPlatform.Rtc.Ice;
using TalksPlatform.Rtc.Rtp;
using TalksPlatform.Rtc.Sdp;
using TalksPlatform.Rtc.Stun;
using TalksPlatform.Rtc.Video;

namespace TalksPlatform.Rtc.WebRtc;

/// <summary>One peer of an endpoint: a browser that speaks, listens, or both.</summary>
/// <remarks>
/// Receiver and sender may be used from their threads in every state; before and after the connection they are silent.
/// They end with <see cref="DisposeAsync"/>.
/// </remarks>
public sealed class PeerConnection : IAsyncDisposable
{
    private readonly RtcEndpointOptions _options;
    private readonly PeerSession _session;
    private readonly MediaDescription _audio;
    private readonly IReadOnlyList<IceCandidate> _candidates;
    private readonly long _createdAt;

    internal PeerConnection(
        WebRtcOffer offer,
        PeerOptions peer,
        RtcEndpointOptions options,
        DtlsContext dtls,
        IReadOnlyList<IceCandidate> candidates,
        IDatagramSender network)
    {
        var direction = offer.Agree(offer.Audio, peer.MaySend, peer.MayReceive);
        if (direction == MediaDirection.Inactive)
            throw SdpException.Unsupported("Nothing would flow: the offer wants to do only what it may not.");

        _options = options;
        _audio = offer.Audio;
        _candidates = candidates;
        _createdAt = options.TimeProvider.GetTimestamp();
        Ice = new IceLiteAgent(offer.Transport.Ice.Ufrag, network, options.TimeProvider);
        _session = new PeerSession(options.TimeProvider);
        var accepted = Accept(offer, direction, peer);
        _session.Use(new SecureChannel(dtls, offer.OurRole, offer.Transport.Fingerprints, Ice.Send));

        var setup = offer.OurRole == DtlsRole.Passive ? "passive" : "active";
        AnswerSdp = WebRtcAnswer.Write(
            offer, new TransportDescription(Ice.Local, FingerprintSet.Of(dtls.Fingerprint), setup), candidates, accepted);
    }

    /// <summary>The state changed; raised in order, never on the thread that carries packets.</summary>
    public event Action<PeerState>? StateChanged
    {
        add => _session.Life.Changed += value;
        remove => _session.Life.Changed -= value;
    }

    /// <summary>A name of this connection for logs and tables; not a secret.</summary>
    public string Id { get; } = Guid.NewGuid().ToString("N");

    /// <summary>The answer to the peer's offer.</summary>
    public string AnswerSdp { get; }

    /// <summary>Where the connection stands.</summary>
    public PeerState State => _session.Life.State;

    /// <summary>Why it is over; <see cref="CloseReason.None"/> before.</summary>
    public CloseReason CloseReason => _session.Life.CloseReason;

    /// <summary>
    /// Completes when sound can flow; fails with <see cref="PeerClosedException"/> when it never will.
    /// </summary>
    public Task Connected => _session.Life.Connected;

    /// <summary>Completes with the reason when the connection is over.</summary>
    public Task<CloseReason> Closed => _session.Life.Closed;

    /// <summary>What the peer says; null when it sends nothing by agreement.</summary>
    public AudioReceiver? Receiver => _session.Receiver;

    /// <summary>What the peer is to hear; null when it hears nothing by agreement.</summary>
    public AudioSender? Sender => _session.Sender;

    /// <summary>The pictures that the peer sends; null when it sends none by agreement.</summary>
    public VideoReceiver? VideoReceiver => _session.Media.VideoReceiver;

    /// <summary>The pictures that the peer is to see; null when it sees none by agreement.</summary>
    public VideoSender? VideoSender => _session.Media.VideoSender;

    /// <summary>How the connection does.</summary>
    public PeerStatistics Statistics => _session.Statistics;

    /// <summary>Where the peer is reached at the moment; null before a path is found.</summary>
    public IPEndPoint? RemoteEndPoint => Ice.Selected?.ToIPEndPoint();

    internal IceLiteAgent Ice { get; }

    /// <summary>
    /// Takes what a WHIP or WHEP client sends by PATCH (RFC 9725, section 4.3). Its candidates are not needed, since they
    /// show in its checks; new credentials mean an ICE restart.
    /// </summary>
    /// <param name="sdpFragment">A body of <c>application/trickle-ice-sdpfrag</c> (RFC 8840).</param>
    /// <returns>Our fragment for the restart (200); null when there is nothing to say (204).</returns>
    /// <exception cref="SdpException">The fragment is malformed.</exception>
    public string? Patch(string sdpFragment)
    {
        var fragment = IceFragment.Read(sdpFragment);
        if (fragment is null || fragment.Ufrag == Ice.RemoteUfrag)
            return null;

        Ice.Restart(fragment.Ufrag);
        return IceFragment.Write(_audio, Ice.Local, _candidates);
    }

    /// <summary>Says goodbye and ends the connection, its receiver and its sender.</summary>
    public ValueTask DisposeAsync()
    {
        _session.Close(CloseReason.ClosedHere);
        _session.Media.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Answers a connectivity check; the first genuine one lets the handshake begin.</summary>
    internal int AnswerCheck(StunMessage request, TransportAddress from, Span<byte> response)
    {
        if (_session.Life.IsClosed)
            return 0; // by our silence the peer learns it

        var length = Ice.Answer(request, from, response);
        if (State == PeerState.New && Ice.Selected is not null)
            _session.BeginHandshake();
        return length;
    }

    internal void ReceiveDtls(ReadOnlySpan<byte> datagram) => _session.ReceiveDtls(datagram);

    internal void ReceiveMedia(Span<byte> packet) => _session.ReceiveMedia(packet);

    /// <summary>Looks at the clock: time limits, repetitions, reports.</summary>
    internal void Tick()
    {
        if (State < PeerState.Connected
            && _options.TimeProvider.GetElapsedTime(_createdAt) > _options.ConnectTimeout)
            Close(CloseReason.ConnectTimeout);
        else if (Ice.Silence > _options.ConsentTimeout)
            Close(CloseReason.ConsentExpired);
        else
            _session.Tick();
    }

    internal void Close(CloseReason reason) => _session.Close(reason);

    /// <summary>Opens what flows, and says so for the answer.</summary>
    private List<AcceptedMedia> Accept(WebRtcOffer offer, MediaDirection direction, PeerOptions peer)
    {
        var media = _session.Media;
        var sends = direction.HasFlag(MediaDirection.SendOnly);
        var receives = direction.HasFlag(MediaDirection.RecvOnly);
        var format = offer.Format with { Features = offer.Format.Features.For(receives) };
        media.OpenAudio(format, sends, receives, peer.Encoder, peer.Jitter);
        List<AcceptedMedia> accepted =
            [AcceptedMedia.Audio(offer.Audio, direction, format, Sender?.Ssrc, peer.PrefersRedundancy)];

        if (offer.Video is null)
            return accepted;
        var pictures = offer.Agree(offer.Video, peer.MaySendVideo, peer.MayReceiveVideo);
        if (pictures == MediaDirection.Inactive)
            return accepted;

        media.OpenVideo(
            offer.VideoFormat!, pictures.HasFlag(MediaDirection.SendOnly), pictures.HasFlag(MediaDirection.RecvOnly));
        accepted.Add(AcceptedMedia.Video(offer.Video, pictures, offer.VideoFormat!, VideoSender?.Ssrc));
        return accepted;
    }
}
