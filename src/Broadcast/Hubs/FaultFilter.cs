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
        catch (FaultException refused)
        {
            throw Told(refused.Fault);
        }
        catch (OperationCanceledException) when (invocationContext.Context.ConnectionAborted.IsCancellationRequested)
        {
            throw; // nobody is left to be told
        }
        catch (Exception defect) when (defect is not HubException)
        {
            logger.LogError(defect, "{Method} failed", invocationContext.HubMethodName);
            throw Told(HubFaults.Internal);
        }
    }

    private static HubException Told(Fault fault) => new($"{fault.Code}|{fault.Text}");
}
