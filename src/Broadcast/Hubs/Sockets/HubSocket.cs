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
/// <param name="output">What goes out.</param>
/// <param name="expires">When its sign-in ends, if it does.</param>
internal sealed class HubSocket(HttpContext request, string id, SocketOutput output, DateTimeOffset? expires) : HubCallerContext
{
    private readonly IConnectionLifetimeFeature _connection = request.Features.GetRequiredFeature<IConnectionLifetimeFeature>();
    private long _heardAt = output.WroteAt;

    public override string ConnectionId { get; } = id;

    public override string? UserIdentifier => null;

    public override ClaimsPrincipal User { get; } = request.User;

    public override IDictionary<object, object?> Items { get; } = new Dictionary<object, object?>(1);

    public override IFeatureCollection Features { get; } = FeatureCollectionOfNone;

    public override CancellationToken ConnectionAborted => _connection.ConnectionClosed;

    public SocketOutput Output { get; } = output;

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

    /// <summary>When its client was last heard.</summary>
    public long HeardAt => Volatile.Read(ref _heardAt);

    private static FeatureCollection FeatureCollectionOfNone { get; } = new();

    public void Heard(long at) => Volatile.Write(ref _heardAt, at);

    /// <summary>Cuts it, whatever is on its way.</summary>
    public override void Abort() => _connection.Abort();
}
