using System.Net;
using TalksPlatform.Rtc.Rtp;

namespace TalksPlatform.Rtc.WebRtc;

/// <summary>One peer of an endpoint: a browser that speaks, listens, or both.</summary>
public sealed class PeerConnection : IAsyncDisposable
{
    private readonly TaskCompletionSource _connected = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal PeerConnection(string id, string answerSdp)
    {
        Id = id;
        AnswerSdp = answerSdp;
    }

    /// <summary>The state changed; raised once for each state, in order, on a thread that must not be kept.</summary>
    public event Action<PeerState>? StateChanged;

    /// <summary>An unguessable name, good for one connection.</summary>
    public string Id { get; }

    /// <summary>The answer to the peer's offer.</summary>
    public string AnswerSdp { get; }

    /// <summary>Where the connection stands.</summary>
    public PeerState State { get; private set; }

    /// <summary>Why it is over; <see cref="CloseReason.None"/> before.</summary>
    public CloseReason CloseReason { get; private set; }

    /// <summary>Completes when sound can flow; fails with <see cref="PeerClosedException"/> when it never will.</summary>
    public Task Connected => _connected.Task;

    /// <summary>Completes with the reason when the connection is over.</summary>
    public Task<CloseReason> Closed { get; } = Task.FromResult(CloseReason.None);

    /// <summary>What the peer says; null when it sends nothing by agreement.</summary>
    public AudioReceiver? Receiver { get; }

    /// <summary>What the peer is to hear; null when it hears nothing by agreement.</summary>
    public AudioSender? Sender { get; }

    /// <summary>How the connection does.</summary>
    public PeerStatistics Statistics => default;

    /// <summary>Where the peer is reached at the moment; null before a path is found.</summary>
    public IPEndPoint? RemoteEndPoint => null;

    /// <summary>Says goodbye and ends the connection.</summary>
    public ValueTask DisposeAsync()
    {
        State = PeerState.Closed;
        CloseReason = CloseReason.ClosedHere;
        StateChanged?.Invoke(State);
        _connected.TrySetException(new PeerClosedException(CloseReason));
        return ValueTask.CompletedTask;
    }
}
