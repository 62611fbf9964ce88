using System.Text.Json;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;

namespace TalksPlatform.Broadcast.Hubs.Sockets;

/// <summary>
/// Does what clients call: finds the method, reads its arguments, asks who may, goes through the hub's filters, and writes
/// the answer. Errors are worded as SignalR words them, so that its clients read them. Thread-safe.
/// </summary>
internal sealed class HubCalls
{
    private static readonly ObjectFactory<TalkHub> NewHub = ActivatorUtilities.CreateFactory<TalkHub>([]);

    private readonly HubMethods _methods;
    private readonly IServiceProvider _services;
    private readonly IAuthorizationService _authorization;
    private readonly IGroupManager _groups;
    private readonly HubLifetimeManager<TalkHub> _connections;
    private readonly Func<HubInvocationContext, ValueTask<object?>> _invoke;

    public HubCalls(
        IServiceProvider services, IAuthorizationPolicyProvider policies, IAuthorizationService authorization, IHubContext<TalkHub> hub,
        HubLifetimeManager<TalkHub> connections, FaultFilter faults, PaceFilter pace)
    {
        (_services, _authorization, _groups, _connections) = (services, authorization, hub.Groups, connections);
        _methods = HubMethods.Of(BroadcastJson.Hub, policies);
        _invoke = call => faults.InvokeMethodAsync(call, paced => pace.InvokeMethodAsync(paced, static known => ((Invocation)known).InvokeAsync()));
    }

    public Task WelcomeAsync(HubSocket socket) => HubFor(socket).OnConnectedAsync();

    public Task BidFarewellAsync(HubSocket socket, Exception? reason) => HubFor(socket).OnDisconnectedAsync(reason);

    /// <summary>Obeys one record.</summary>
    /// <returns>False when the client says goodbye, or has gone meanwhile.</returns>
    /// <exception cref="BrokenSocketException">It is no record of the protocol.</exception>
    /// <exception cref="JsonException">It is not JSON.</exception>
    public ValueTask<bool> ObeyAsync(HubSocket socket, ReadOnlySpan<byte> record)
    {
        var call = HubCall.Read(record);
        switch (call.Type)
        {
            case HubCall.Ping:
                socket.Pings = true;
                return new(true);
            case HubCall.Close:
                return new(false);
            case HubCall.Invocation:
                break;
            default:
                throw new BrokenSocketException("A record of no known type.");
        }

        if (_methods.Find(call.Target) is not { } method)
            return new(Refuse(socket, call.Id, $"Failed to invoke '{call.Target}' due to an error on the server. HubException: Method does not exist."));
        try
        {
            return CallAsync(socket, method, call.Id, call.ReadArguments(method));
        }
        catch (Exception unfit) when (unfit is JsonException or FormatException or InvalidOperationException or NotSupportedException)
        {
            return new(Refuse(socket, call.Id, $"Failed to invoke '{call.Target}' due to an error on the server."));
        }
    }

    private static bool Refuse(HubSocket socket, string? id, string error)
    {
        if (id is not null)
            RecordWriter.Refuse(id, error, socket.Output);
        return true;
    }

    private async ValueTask<bool> CallAsync(HubSocket socket, HubMethod method, string? id, object?[] arguments)
    {
        var call = new Invocation(socket, _services, HubFor(socket), method, arguments);
        try
        {
            if (method.Policy is { } policy && !(await _authorization.AuthorizeAsync(socket.User, call, policy)).Succeeded)
                return Refuse(socket, id, $"Failed to invoke '{method.Name}' because user is unauthorized");
            var result = await _invoke(call);
            if (id is not null)
                RecordWriter.Answer(id, result, BroadcastJson.Hub, socket.Output);
            return true;
        }
        catch (HubException told)
        {
            return Refuse(socket, id, $"An unexpected error occurred invoking '{method.Name}' on the server. HubException: {told.Message}");
        }
        catch (OperationCanceledException) when (socket.ConnectionAborted.IsCancellationRequested)
        {
            return false;
        }
    }

    private TalkHub HubFor(HubSocket socket)
    {
        var hub = NewHub(_services, null);
        (hub.Context, hub.Groups) = (socket, _groups);
        ((Hub)hub).Clients = new CallerAlone(socket.ConnectionId, _connections);
        return hub;
    }

    /// <summary>A call, with its method at hand.</summary>
    private sealed class Invocation(HubSocket socket, IServiceProvider services, TalkHub hub, HubMethod method, object?[] arguments)
        : HubInvocationContext(socket, services, hub, method.Method, arguments)
    {
        public ValueTask<object?> InvokeAsync() => method.InvokeAsync(hub, arguments);
    }
}
