using Microsoft.AspNetCore.SignalR;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation;

namespace TalksPlatform.Broadcast.Hubs;

/// <summary>Nobody may ask for more than a quick person can, over however many connections; who runs the talk may more.</summary>
internal sealed class PaceFilter(TimeProvider time) : IHubFilter
{
    private readonly Paces<PersonId> _audience = new(time, burst: 60, perSecond: 10);
    private readonly Paces<PersonId> _studio = new(time, burst: 200, perSecond: 50);

    public ValueTask<object?> InvokeMethodAsync(
        HubInvocationContext invocationContext, Func<HubInvocationContext, ValueTask<object?>> next) =>
        TryTake(invocationContext.Context) ? next(invocationContext) : throw HubFaults.TooFast.AsException();

    /// <summary>Whether the one at the other end may call once more now.</summary>
    public bool TryTake(HubCallerContext connection)
    {
        var actor = ConnectedPerson.Of(connection).Actor;
        return (actor.SeesStudio ? _studio : _audience).TryTake(actor.Id);
    }
}
