using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace TalksPlatform.Broadcast.Hubs.Fanout;

/// <summary>Puts a <see cref="FanoutStream"/> under a connection that becomes a WebSocket, and notes it there.</summary>
internal sealed class FanoutUpgrade(IHttpUpgradeFeature inner, IFeatureCollection features) : IHttpUpgradeFeature
{
    public bool IsUpgradableRequest => inner.IsUpgradableRequest;

    /// <summary>Has the request's WebSocket, should it become one, share its stream.</summary>
    public static void Offer(HttpContext request)
    {
        if (request.Features.Get<IHttpUpgradeFeature>() is { IsUpgradableRequest: true } upgrade)
            request.Features.Set<IHttpUpgradeFeature>(new FanoutUpgrade(upgrade, request.Features));
    }

    public async Task<Stream> UpgradeAsync()
    {
        var stream = new FanoutStream(await inner.UpgradeAsync());
        features.Set(stream);
        return stream;
    }
}
