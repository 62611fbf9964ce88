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
    private const int MostLate = 4;

    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(250);
    private static readonly ObjectFactory<TalkHub> NewHub = ActivatorUtilities.CreateFactory<TalkHub>([]);

    private readonly HubMethods _methods;
    private readonly IServiceProvider _services;
    private readonly IAuthorizationService _authorization;
    private readonly IGroupManager _groups;
    private readonly HubLifetimeManager<TalkHub> _connections;
    private readonly FaultFilter _faults;
    private readonly PaceFilter _pace;
    private readonly TimeProvider _time;

    public HubCalls(
        IServiceProvider services, IAuthorizationPolicyProvider policies, IAuthorizationService authorization, IHubContext<TalkHub> hub,
        HubLifetimeManager<TalkHub> connections, FaultFilter faults, PaceFilter pace, TimeProvider time)
    {
        (_services, _authorization, _groups, _connections, _faults, _pace) = (services, authorization, hub.Groups, connections, faults, pace);
        _time = time;
        _methods = HubMethods.Of(BroadcastJson.Hub, policies);
    }

    public Task WelcomeAsync(HubSocket socket)
    {
        socket.Hub = NewHub(_services, null);
        (socket.Hub.Context, socket.Hub.Groups) = (socket, _groups);
        ((Hub)socket.Hub).Clients = new CallerAlone(socket.ConnectionId, _connections);
        return socket.Hub.OnConnectedAsync();
    }

    public Task BidFarewellAsync(HubSocket socket, Exception? reason) => socket.Hub?.OnDisconnectedAsync(reason) ?? Task.CompletedTask;

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

        if (!_pace.TryTake(socket))
            return new(Refuse(socket, call.Id, $"An unexpected error occurred invoking '{call.Target}' on the server. HubException: {FaultFilter.Words(HubFaults.TooFast)}"));
        if (_methods.Find(call.Target) is not { } method)
            return new(Refuse(socket, call.Id, $"Failed to invoke '{call.Target}' due to an error on the server. HubException: Method does not exist."));
        try
        {
            var calling = CallAsync(socket, method, call.Id, call.ReadArguments(method));
            return calling.IsCompleted || !ConnectedPerson.Of(socket).Actor.SeesStudio ? calling : LetOvertakeAsync(socket, calling.AsTask());
        }
        catch (Exception unfit) when (unfit is JsonException or FormatException or InvalidOperationException or NotSupportedException)
        {
            return new(Refuse(socket, call.Id, $"Failed to invoke '{call.Target}' due to an error on the server."));
        }
    }

    /// <summary>What the studio asks waits for no database that hangs over what it asked before: somebody may have to be silenced.</summary>
    private async ValueTask<bool> LetOvertakeAsync(HubSocket socket, Task<bool> calling)
    {
        if (socket.Late >= MostLate || await Task.WhenAny(calling, Task.Delay(Patience, _time)) == calling)
            return await calling;
        socket.LetGoOn(calling);
        return true;
    }

    private static bool Refuse(HubSocket socket, string? id, string error)
    {
        if (id is not null)
            RecordWriter.Refuse(id, error, socket.Output);
        return true;
    }

    private async ValueTask<bool> CallAsync(HubSocket socket, HubMethod method, string? id, object?[] arguments)
    {
        var call = new Invocation(socket, _services, method, arguments);
        try
        {
            if (method.Policy is { } policy && !(await _authorization.AuthorizeAsync(socket.User, call, policy)).Succeeded)
                return Refuse(socket, id, $"Failed to invoke '{method.Name}' because user is unauthorized");
            var result = await _faults.InvokeMethodAsync(call, static known => ((Invocation)known).InvokeAsync());
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
        catch (Exception defect) // of the policy or of the answer: the method's own are told by the filter
        {
            return Refuse(socket, id, $"An unexpected error occurred invoking '{method.Name}' on the server. HubException: {_faults.Tell(defect, method.Name)}");
        }
    }

    /// <summary>A call, with its method at hand.</summary>
    private sealed class Invocation(HubSocket socket, IServiceProvider services, HubMethod method, object?[] arguments)
        : HubInvocationContext(socket, services, socket.Hub!, method.Method, arguments)
    {
        public ValueTask<object?> InvokeAsync() => method.InvokeAsync(Hub, arguments);
    }
}
