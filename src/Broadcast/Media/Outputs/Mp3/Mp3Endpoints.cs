using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using TalksPlatform.Broadcast.Media.Programme;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation.Faults;

namespace TalksPlatform.Broadcast.Media.Outputs.Mp3;

/// <summary>Serves the plain stream to anybody, as the radio does; to players that ask for it, with the title of what is on.</summary>
internal static class Mp3Endpoints
{
    private static readonly Fault NotStreaming = new("mp3.not-streaming", FaultKind.NotFound,
        "This talk is not on air.");

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        string[] reading = [HttpMethods.Get, HttpMethods.Head];
        endpoints.MapMethods("/live/{talkId}.mp3", reading, (TalkId talkId, StudioFloor floor, Mp3Listening listening, HttpContext http) =>
            listening.ListenAsync(talkId, floor.TryFind(talkId), http)).AllowAnonymous().ExcludeFromDescription();
        endpoints.MapMethods("/e/{slug}/live.mp3", reading, (string slug, StudioFloor floor, Mp3Listening listening, HttpContext http) =>
            floor.Runs.FirstOrDefault(run => string.Equals(run.Slug, slug, StringComparison.OrdinalIgnoreCase)) is { } run
                ? listening.ListenAsync(run.Session.Id, run, http)
                : throw NotStreaming.AsException()).AllowAnonymous().ExcludeFromDescription();
    }

    /// <summary>Lets one listener hear the stream until he goes, it ends, or the server does.</summary>
    internal sealed class Mp3Listening(Mp3Streams streams, IHostApplicationLifetime host)
    {
        public async Task ListenAsync(TalkId talk, ProgrammeRun? run, HttpContext http)
        {
            var stream = streams.Find(talk) ?? throw NotStreaming.AsException();
            http.Response.ContentType = "audio/mpeg";
            http.Response.Headers.CacheControl = "no-store";
            if (HttpMethods.IsHead(http.Request.Method))
                return;

            http.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
            using var over = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, host.ApplicationStopping);
            var titled = http.Request.Headers["Icy-MetaData"] == "1" ? Titled(http.Response, run) : null;
            try
            {
                await foreach (var chunk in stream.ListenAsync(over.Token))
                    await (titled?.WriteAsync(chunk, over.Token) ?? http.Response.Body.WriteAsync(chunk, over.Token));
            }
            catch (OperationCanceledException) when (over.IsCancellationRequested)
            {
                // The listener has gone, or the server goes.
            }
        }

        private static IcyBody Titled(HttpResponse response, ProgrammeRun? run)
        {
            response.Headers["icy-metaint"] = IcyBody.Interval.ToString(CultureInfo.InvariantCulture);
            response.Headers["icy-br"] = "48";
            return new IcyBody(response.Body, () => run?.Session.State is { } talk ? ProgrammeTitle.Of(talk) : "");
        }
    }
}
