using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Logging;
using TalksPlatform.Foundation.Faults;

namespace TalksPlatform.Broadcast.Hubs;

/// <summary>Tells clients of faults as "code|text". Anything unknown is logged once, here, and told generically.</summary>
internal sealed class FaultFilter(ILogger<FaultFilter> logger) : IHubFilter
{
    public async ValueTask<object?> InvokeMethodAsync(
        HubInvocationContext invocationContext, Func<HubInvocationContext, ValueTask<object?>> next)
    {
        try
        {
            return await next(invocationContext);
        }
        catch (OperationCanceledException) when (invocationContext.Context.ConnectionAborted.IsCancellationRequested)
        {
            throw; // nobody is left to be told
        }
        catch (Exception failure) when (failure is not HubException)
        {
            throw new HubException(Tell(failure, invocationContext.HubMethodName), failure);
        }
    }

    /// <summary>What a client reads of a fault.</summary>
    public static string Words(Fault fault) => $"{fault.Code}|{fault.Text}";

    /// <summary>What a client reads of this failure of a method; unless it is a fault it is logged.</summary>
    public string Tell(Exception failure, string method)
    {
        if (failure is FaultException refused)
            return Words(refused.Fault);
        logger.LogError(failure, "{Method} failed", method);
        return Words(HubFaults.Internal);
    }
}
