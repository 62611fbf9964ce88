using Microsoft.AspNetCore.SignalR;

namespace TalksPlatform.Broadcast.Hubs;

/// <summary>No connection may ask for more than a quick person can; who runs the talk may more.</summary>
internal sealed class PaceFilter : IHubFilter
{
    public ValueTask<object?> InvokeMethodAsync(
        HubInvocationContext invocationContext, Func<HubInvocationContext, ValueTask<object?>> next) =>
        ConnectedPerson.Of(invocationContext.Context).Pace.TryTake()
            ? next(invocationContext)
            : throw HubFaults.TooFast.AsException();
}

/// <summary>A bucket that fills steadily; each call takes one drop. Not thread-safe: a connection's calls come one by one.</summary>
internal sealed class Pace(TimeProvider time, int burst, double perSecond)
{
    private double _left = burst;
    private long _filled = time.GetTimestamp();

    public bool TryTake()
    {
        var now = time.GetTimestamp();
        _left = Math.Min(burst, _left + (time.GetElapsedTime(_filled, now).TotalSeconds * perSecond));
        _filled = now;
        if (_left < 1)
            return false;
        _left--;
        return true;
    }
}
