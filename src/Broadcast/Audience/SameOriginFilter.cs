using Microsoft.AspNetCore.Http;
using TalksPlatform.Foundation.Faults;

namespace TalksPlatform.Broadcast.Audience;

/// <summary>Takes forms from our own pages alone. A client that sends no Origin is no browser and acts for itself.</summary>
internal sealed class SameOriginFilter : IEndpointFilter
{
    private static readonly Fault Foreign = new("form.foreign-origin", FaultKind.Denied,
        "This form was sent from another site. Open the talk's own page.");

    public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var request = context.HttpContext.Request;
        var origin = request.Headers.Origin.ToString();
        var isOurs = origin.Length == 0
            || (Uri.TryCreate(origin, UriKind.Absolute, out var uri) && HostString.FromUriComponent(uri) == request.Host);
        return isOurs ? next(context) : throw Foreign.AsException();
    }
}
