using System.Net;
using Microsoft.Net.Http.Headers;
using TalksPlatform.Foundation;
using TalksPlatform.Foundation.Faults;
using TalksPlatform.Server.Accounts.Tokens;

namespace TalksPlatform.Server.Http;

/// <summary>
/// How often one may ask: strictly by token, loosely by network, since carriers put whole provinces behind one address
/// and such an address must never be locked out by its crowd.
/// </summary>
internal sealed class RateLimits(RequestDelegate next, TimeProvider time)
{
    /// <summary>What whoever asks too often is told.</summary>
    public static readonly Fault TooMany = new("request.too-many", FaultKind.TooMany, "That was too many requests. Wait a moment and go on.");

    private readonly Paces<string> _tokens = new(time, burst: 300, perSecond: 50);
    private readonly Paces<IPAddress> _networks = new(time, burst: 20_000, perSecond: 10_000);

    public Task InvokeAsync(HttpContext context) => MayAsk(context) ? next(context) : RefuseAsync(context);

    private bool MayAsk(HttpContext context) =>
        (context.User.FindFirst(KnownToken.HashClaim)?.Value is not { } token || _tokens.TryTake(token))
        && _networks.TryTake(Networks.Of(context.Connection.RemoteIpAddress));

    private static Task RefuseAsync(HttpContext context)
    {
        context.Response.Headers[HeaderNames.RetryAfter] = "1";
        return Problem.WriteAsync(context, (int)TooMany.Kind, TooMany.Code, TooMany.Text);
    }
}
