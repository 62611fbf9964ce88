using System.Net;
using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.SignalR;

namespace TalksPlatform.Broadcast.Hubs.Sockets;

/// <summary>One connection to the hub over a WebSocket of ours: who is at its other end, and what goes out to her.</summary>
internal sealed class HubSocket : HubCallerContext
{
    private readonly HttpContext _request;
    private readonly Dictionary<object, object?> _items = new(1);
    private long _heardAt;

    /// <param name="request">The request that became a WebSocket.</param>
    /// <param name="id">The connection's name on this node.</param>
    /// <param name="output">What goes out.</param>
    /// <param name="expires">When its sign-in ends, if it does.</param>
    public HubSocket(HttpContext request, string id, SocketOutput output, DateTimeOffset? expires)
    {
        (_request, ConnectionId, Output, Expires) = (request, id, output, expires);
        _heardAt = output.WroteAt;
        Address = request.Connection.RemoteIpAddress;
    }

    public override string ConnectionId { get; }

    public override string? UserIdentifier => null;

    public override ClaimsPrincipal User => _request.User;

    public override IDictionary<object, object?> Items => _items;

    public override IFeatureCollection Features => _request.Features;

    public override CancellationToken ConnectionAborted => _request.RequestAborted;

    public SocketOutput Output { get; }

    /// <summary>When its sign-in ends, if it does.</summary>
    public DateTimeOffset? Expires { get; }

    /// <summary>Whence it comes.</summary>
    public IPAddress? Address { get; }

    /// <summary>The groups that it is in; the fan-out's to keep.</summary>
    public List<string> Groups { get; } = new(2);

    /// <summary>It said which protocol it speaks.</summary>
    public bool HasShakenHands { get; set; }

    /// <summary>When its client was last heard.</summary>
    public long HeardAt => Volatile.Read(ref _heardAt);

    public void Heard(long at) => Volatile.Write(ref _heardAt, at);

    /// <summary>Cuts it, whatever is on its way.</summary>
    public override void Abort() => _request.Abort();
}
