using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation.Faults;

namespace TalksPlatform.Broadcast.Media.Outputs.Mp3;

/// <summary>Serves the plain stream to anybody, as the radio does.</summary>
internal static class Mp3Endpoints
{
    private static readonly Fault NotStreaming = new("mp3.not-streaming", FaultKind.NotFound,
        "This talk is not on air.");

    public static void Map(IEndpointRouteBuilder endpoints) => endpoints
        .MapMethods("/live/{talkId}.mp3", [HttpMethods.Get, HttpMethods.Head], ListenAsync)
        .AllowAnonymous()
        .ExcludeFromDescription();

    private static async Task ListenAsync(TalkId talkId, Mp3Streams streams, IHostApplicationLifetime host, HttpContext http)
    {
        var stream = streams.Find(talkId) ?? throw NotStreaming.AsException();
        http.Response.ContentType = "audio/mpeg";
        http.Response.Headers.CacheControl = "no-store";
        if (HttpMethods.IsHead(http.Request.Method))
            return;

        http.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        using var over = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, host.ApplicationStopping);
        try
        {
            await foreach (var chunk in stream.ListenAsync(over.Token))
                await http.Response.Body.WriteAsync(chunk, over.Token);
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested)
        {
            // The listener has gone, or the server goes.
        }
    }
}
