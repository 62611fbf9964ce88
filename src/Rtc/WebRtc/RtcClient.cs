using System.Net;
using TalksPlatform.Rtc.Rtp;

namespace TalksPlatform.Rtc.WebRtc;

/// <summary>
/// The side that offers: a speaker or listener without a browser, for demonstrations, load and relays. It controls ICE
/// towards one ICE-lite server and takes the active part in DTLS.
/// </summary>
public sealed class RtcClient : IAsyncDisposable
{
    private readonly TaskCompletionSource<CloseReason> _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private RtcClient(string offerSdp) => OfferSdp = offerSdp;

    /// <summary>The state changed; raised once for each state, in order.</summary>
    public event Action<PeerState>? StateChanged;

    /// <summary>What to send to the server (WHIP, WHEP).</summary>
    public string OfferSdp { get; }

    /// <summary>Where the connection stands.</summary>
    public PeerState State { get; private set; }

    /// <summary>Completes with the reason when the connection is over: the time to offer anew.</summary>
    public Task<CloseReason> Closed => _closed.Task;

    /// <summary>What the server says; null when that was not offered.</summary>
    public AudioReceiver? Receiver { get; }

    /// <summary>What the server is to hear; null when that was not offered.</summary>
    public AudioSender? Sender { get; }

    /// <summary>How the connection does.</summary>
    public PeerStatistics Statistics => default;

    /// <summary>Opens a socket and writes the offer.</summary>
    /// <param name="bind">The local address; null for any.</param>
    /// <param name="options">What to offer.</param>
    public static RtcClient Create(IPEndPoint? bind, RtcClientOptions options) => new(string.Empty);

    /// <summary>Connects by the server's answer. Receiver and sender exist when this completes.</summary>
    /// <exception cref="Sdp.SdpException">The answer is malformed or does not fit the offer.</exception>
    /// <exception cref="PeerClosedException">No connection came about.</exception>
    public Task ConnectAsync(string answerSdp, CancellationToken ct) => Task.CompletedTask;

    /// <summary>Says goodbye and closes the socket.</summary>
    public ValueTask DisposeAsync()
    {
        State = PeerState.Closed;
        StateChanged?.Invoke(State);
        _closed.TrySetResult(CloseReason.ClosedHere);
        return ValueTask.CompletedTask;
    }
}
