using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Net.Http.Headers;
using TalksPlatform.Foundation;
using TalksPlatform.Server.Accounts.Attendees;
using TalksPlatform.Server.Accounts.Tokens;
using TalksPlatform.Server.Hosting;
using TalksPlatform.Server.Http.Health;

namespace TalksPlatform.Server.Http;

/// <summary>What every request goes through, in this order, whichever module answers it.</summary>
internal static class HttpPipeline
{
    public static IServiceCollection AddHttp(this IServiceCollection services, ServerOptions options, DataFolder folder)
    {
        services.AddExceptionHandler<FaultResponses>().AddProblemDetails();
        services.AddResponseCompression(compression => compression.EnableForHttps = true);
        services.Configure<BrotliCompressionProviderOptions>(brotli => brotli.Level = CompressionLevel.Optimal); // a fifth less than the quickest
        services.AddSingleton<SiteUrl>().AddHealth().AddApiDescription();
        services.AddDataProtection().PersistKeysToFileSystem(new DirectoryInfo(folder.At("keys")));
        services.Configure<KestrelServerOptions>(Limit);
        services.Configure<SocketTransportOptions>(sockets => sockets.MaxWriteBufferSize = LargestSegment);
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true); // told by FaultResponses
        services.ConfigureHttpJsonOptions(json =>
            json.SerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase)));
        services.Configure<ForwardedHeadersOptions>(forwarded =>
        {
            forwarded.ForwardedHeaders = options.TrustedProxies.Count == 0 ? ForwardedHeaders.None : ForwardedHeaders.All;
            forwarded.KnownProxies.Clear();
            forwarded.KnownIPNetworks.Clear();
            foreach (var network in options.TrustedProxies)
                forwarded.KnownIPNetworks.Add(network);
        });
        return services;
    }

    public static void UseHttp(this WebApplication app)
    {
        app.UseForwardedHeaders();
        app.UseExceptionHandler();
        app.UseWhen(static context => !IsWebSocket(context.Request), UsePages);
        app.UseRouting();
        app.UseMiddleware<CrossOriginGuard>();
        app.UseAuthentication();
        app.UseMiddleware<RateLimits>();
        app.UseMiddleware<FirstVisit>();
        app.UseAuthorization();
        app.UseMiddleware<OpenConnections.Middleware>();
    }

    /// <summary>What only matters to an answer that somebody reads; whoever opens a WebSocket would keep it all for as long as it is open.</summary>
    private static void UsePages(IApplicationBuilder pages)
    {
        pages.UseMiddleware<SecurityHeaders>();
        pages.UseWhen(
            static context => Problem.IsForPeople(context.Request),
            static people => people.UseStatusCodePagesWithReExecute("/status/{0}"));
        pages.UseWhen(
            static context => !Problem.IsForPeople(context.Request),
            static programs => programs.UseStatusCodePages(StatusResponses.WriteAsync));
        pages.UseResponseCompression();
        pages.UseLanguages().UseThemes();
    }

    /// <summary>So much of an answer may wait for its reader: a whole segment, so that nothing waits for the first half of it to be sent.</summary>
    private const int LargestSegment = 128 << 10;

    private static bool IsWebSocket(HttpRequest request) => request.Headers.ContainsKey(HeaderNames.SecWebSocketKey);

    private static void Limit(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = 1 << 20;
        kestrel.Limits.MaxResponseBufferSize = LargestSegment;
        kestrel.Limits.MaxRequestHeadersTotalSize = 16 << 10;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
    }
}
