using System.Net.Sockets;
using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics;
using Npgsql;
using TalksPlatform.Foundation.Faults;

namespace TalksPlatform.Server.Http;

/// <summary>
/// Tells every failure of a request once: faults as they are, a database that is away as "try again", and what nobody
/// thought of generically, logged with the trace id that the answer bears.
/// </summary>
internal sealed class FaultResponses(ILogger<FaultResponses> logger) : IExceptionHandler
{
    private const int ClientClosedRequest = 499;

    public async ValueTask<bool> TryHandleAsync(HttpContext context, Exception failure, CancellationToken ct)
    {
        if (context.RequestAborted.IsCancellationRequested)
        {
            context.Response.StatusCode = ClientClosedRequest; // nobody listens any more
            return true;
        }

        var (status, code, text) = Describe(context, failure);
        if (status is StatusCodes.Status503ServiceUnavailable or StatusCodes.Status429TooManyRequests)
            context.Response.Headers.RetryAfter = "2";
        await Problem.WriteAsync(context, status, code, text);
        return true;
    }

    private (int Status, string Code, string Text) Describe(HttpContext context, Exception failure)
    {
        switch (failure)
        {
            case FaultException { Fault: var fault }:
                return ((int)fault.Kind, fault.Code, fault.Text);
            case BadHttpRequestException { InnerException: JsonException { Path: { } path } }:
                return (StatusCodes.Status400BadRequest, "request.invalid", $"The body cannot be read at {path}.");
            case BadHttpRequestException malformed:
                var (code, text) = StatusResponses.Describe(malformed.StatusCode);
                return (malformed.StatusCode, code, text);
            case NpgsqlException or TimeoutException or SocketException when IsOutage(failure):
                logger.LogWarning("PostgreSQL was away during {Method} {Path}. {Reason}", context.Request.Method, PathOf(context), failure.Message);
                return (StatusCodes.Status503ServiceUnavailable, "storage.unavailable", "The database does not answer at the moment. Nothing was done: try again in a few seconds.");
            default:
                logger.LogError(failure, "Unexpected failure in {Method} {Path}, trace {TraceId}", context.Request.Method, PathOf(context), context.TraceIdentifier);
                return (StatusCodes.Status500InternalServerError, "internal", $"Something went wrong on our side. Tell the administrator this number: {context.TraceIdentifier}.");
        }
    }

    // A PostgresException is PostgreSQL's own answer: an outage only when it says that it shuts down or is full.
    private static bool IsOutage(Exception failure) =>
        failure is not PostgresException answer || answer.IsTransient || answer.SqlState.StartsWith("57P", StringComparison.Ordinal);

    /// <summary>The route's pattern rather than the address: links carry secrets.</summary>
    private static string PathOf(HttpContext context) =>
        (context.Features.Get<IExceptionHandlerFeature>()?.Endpoint as RouteEndpoint)?.RoutePattern.RawText ?? "(no route)";
}
