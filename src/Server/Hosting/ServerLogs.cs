namespace TalksPlatform.Server.Hosting;

/// <summary>Logs are single lines on stderr: stdout belongs to what the server tells whoever started it.</summary>
internal static class ServerLogs
{
    public static ILoggingBuilder ToStandardError(this ILoggingBuilder logging, ServerOptions options) => logging
        .SetMinimumLevel(options.Verbose ? LogLevel.Information : LogLevel.Warning)
        .AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error) // keys lie in the data folder, as open as all in it
        .AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None) // a start that fails is thrown too, and a service that breaks off is told of by the server
        .AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None)
        .AddFilter("Microsoft.AspNetCore.SignalR.Internal.DefaultHubDispatcher", LogLevel.None) // each refusal; the hub's own filter logs defects
        .KeepNoScopes()
        .AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace)
        .AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.TimestampFormat = "HH:mm:ss ";
            console.UseUtcTimestamp = true;
        });

    /// <summary>No line shows the scopes that it was written in, and each connection would keep its own for as long as it is open.</summary>
    private static ILoggingBuilder KeepNoScopes(this ILoggingBuilder logging)
    {
        logging.Services.Configure<LoggerFilterOptions>(filters => filters.CaptureScopes = false);
        return logging;
    }
}
