using System.IO.Pipelines;
using System.Net;
using System.Security.Claims;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.SignalR;

namespace TalksPlatform.Broadcast.Hubs.Sockets;

/// <summary>
/// One connection to the hub over a WebSocket of ours: who is at its other end, and what goes out to her. It holds nothing
/// of the request that ends with it, so that whoever finds it late does no harm.
/// </summary>
/// <param name="request">The request that became a WebSocket.</param>
/// <param name="id">The connection's name on this node.</param>
/// <param name="input">What comes in.</param>
/// <param name="output">What goes out.</param>
/// <param name="expires">When its sign-in ends, if it does.</param>
internal sealed class HubSocket(HttpContext request, string id, PipeReader input, SocketOutput output, DateTimeOffset? expires) : HubCallerContext
{
    private readonly IConnectionLifetimeFeature _connection = request.Features.GetRequiredFeature<IConnectionLifetimeFeature>();
    private Dictionary<object, object?>? _items;
    private long _heardAt = output.WroteAt;
    private int _late;

    public override string ConnectionId { get; } = id;

    public override string? UserIdentifier => null;

    public override ClaimsPrincipal User { get; } = request.User;

    public override IDictionary<object, object?> Items => _items ??= [];

    public override IFeatureCollection Features { get; } = FeatureCollectionOfNone;

    public override CancellationToken ConnectionAborted => _connection.ConnectionClosed;

    public PipeReader Input { get; } = input;

    public SocketOutput Output { get; } = output;

    /// <summary>The hub, for all calls of this connection: they begin one after the other.</summary>
    public TalkHub? Hub { get; set; }

    /// <summary>Whoever was welcomed.</summary>
    public ConnectedPerson? Person { get; set; }

    /// <summary>When its sign-in ends, if it does.</summary>
    public DateTimeOffset? Expires { get; } = expires;

    /// <summary>Whence it comes.</summary>
    public IPAddress? Address { get; } = request.Connection.RemoteIpAddress;

    /// <summary>The groups that it is in; the fan-out's to keep.</summary>
    public List<string> Groups { get; } = new(2);

    /// <summary>It said which protocol it speaks.</summary>
    public bool HasShakenHands { get; set; }

    /// <summary>Its client has said once that it is still there; from then on its silence tells something.</summary>
    public bool Pings { get; set; }

    /// <summary>Its client is listened to. While she is obeyed, or does not take her answers, she may say what she likes.</summary>
    public bool IsListened => Volatile.Read(ref _heardAt) is not Deaf;

    /// <summary>When its client was last heard; means nothing while she is not listened to.</summary>
    public long HeardAt => Volatile.Read(ref _heardAt);

    private static FeatureCollection FeatureCollectionOfNone { get; } = new();

    private const long Deaf = long.MinValue;

    /// <summary>Calls that go on while later ones are read.</summary>
    public int Late => Volatile.Read(ref _late);

    /// <summary>A call takes long; its answer comes when it comes.</summary>
    public void LetGoOn(Task call)
    {
        Interlocked.Increment(ref _late);
        _ = call.ContinueWith(_ => Interlocked.Decrement(ref _late), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
    }

    /// <summary>Her client was heard, or is listened to again.</summary>
    public void Heard(long at) => Volatile.Write(ref _heardAt, at);

    public void StopListening() => Volatile.Write(ref _heardAt, Deaf);

    /// <summary>Ends it in peace: what was written still goes out.</summary>
    public void GoHome() => Input.CancelPendingRead();

    /// <summary>Cuts it, whatever is on its way.</summary>
    public override void Abort() => _connection.Abort();
}
