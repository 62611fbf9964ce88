using System.Globalization;
using System.Net;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using TalksPlatform.Foundation;
using TalksPlatform.Foundation.Faults;
using TalksPlatform.Server.Accounts.Tokens;

namespace TalksPlatform.Server.Http;

/// <summary>
/// How often one may ask: strictly by token, loosely by network, since carriers put whole provinces behind one address
/// and such an address must never be locked out by its crowd.
/// </summary>
internal static class RateLimits
{
    /// <summary>What whoever asks too often is told.</summary>
    public static readonly Fault TooMany = new("request.too-many", FaultKind.TooMany, "That was too many requests. Wait a moment and go on.");

    public static IServiceCollection AddRateLimits(this IServiceCollection services) => services.AddRateLimiter(options =>
    {
        options.GlobalLimiter = PartitionedRateLimiter.CreateChained(
            PartitionedRateLimiter.Create<HttpContext, string>(ByToken),
            PartitionedRateLimiter.Create<HttpContext, IPAddress>(ByNetwork));
        options.OnRejected = RejectAsync;
    });

    private static RateLimitPartition<string> ByToken(HttpContext context) =>
        context.User.FindFirst(KnownToken.HashClaim)?.Value is { } token
            ? RateLimitPartition.GetTokenBucketLimiter(token, _ => Bucket(burst: 300, perSecond: 50))
            : RateLimitPartition.GetNoLimiter("");

    private static RateLimitPartition<IPAddress> ByNetwork(HttpContext context) =>
        RateLimitPartition.GetTokenBucketLimiter(Networks.Of(context.Connection.RemoteIpAddress), _ => Bucket(burst: 20_000, perSecond: 10_000));

    /// <summary>A bucket of so many drops, which fills steadily.</summary>
    public static TokenBucketRateLimiterOptions Bucket(int burst, int perSecond) => new()
    {
        TokenLimit = burst,
        TokensPerPeriod = perSecond,
        ReplenishmentPeriod = TimeSpan.FromSeconds(1),
        QueueLimit = 0,
    };

    private static async ValueTask RejectAsync(OnRejectedContext rejected, CancellationToken ct)
    {
        var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var told) ? told : TimeSpan.FromSeconds(1);
        rejected.HttpContext.Response.Headers.RetryAfter =
            Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        await Problem.WriteAsync(rejected.HttpContext, (int)TooMany.Kind, TooMany.Code, TooMany.Text);
    }
}
