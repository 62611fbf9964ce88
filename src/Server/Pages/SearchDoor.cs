using System.Net;
using System.Threading.RateLimiting;
using TalksPlatform.Foundation;

namespace TalksPlatform.Server.Pages;

/// <summary>
/// Lets so many search at once: a search reads much, and a talk on air must not wait for it. A network behind which many
/// honest people are may search often. Any thread.
/// </summary>
internal sealed class SearchDoor(TimeProvider time) : IDisposable
{
    private readonly Paces<IPAddress> _networks = new(time, burst: 60, perSecond: 10);

    private readonly ConcurrencyLimiter _places = new(new ConcurrencyLimiterOptions
    {
        PermitLimit = 4,
        QueueLimit = 20,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    });

    /// <summary>Waits for a place; null when there is none. Whoever has one gives it back.</summary>
    public async ValueTask<RateLimitLease?> EnterAsync(IPAddress? address, CancellationToken ct)
    {
        if (!_networks.TryTake(Networks.Of(address)))
            return null;
        var place = await _places.AcquireAsync(permitCount: 1, ct);
        if (place.IsAcquired)
            return place;
        place.Dispose();
        return null;
    }

    public void Dispose() => _places.Dispose();
}
