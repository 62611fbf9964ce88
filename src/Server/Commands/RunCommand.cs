using System.CommandLine;
using TalksPlatform.Server.Hosting;

namespace TalksPlatform.Server.Commands;

/// <summary><c>run</c>, and what happens without any command: serves until it is told to stop.</summary>
internal static class RunCommand
{
    public static void AddTo(RootCommand root, ServerSettings settings)
    {
        var run = new Command("run", "Serve pages, sound and jobs until stopped. The default.");
        run.SetAction(RunAsync);
        root.SetAction(RunAsync);
        root.Add(run);

        Task<int> RunAsync(ParseResult parsed, CancellationToken stop) => ServeAsync(settings.Read(parsed), stop);
    }

    /// <summary>Serves until it is stopped, or stops by itself.</summary>
    /// <param name="options">What it was told.</param>
    /// <param name="stop">Stops it.</param>
    /// <param name="configure">A last word on the composition, for tests.</param>
    public static async Task<int> ServeAsync(ServerOptions options, CancellationToken stop, Action<WebApplicationBuilder>? configure = null)
    {
        try
        {
            await using var server = await TalksServer.StartAsync(options, stop, configure);
            await TellAsync(server, options);
            return await server.WaitForShutdownAsync(stop) ? TalksCommandLine.Done : TalksCommandLine.Failed;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return TalksCommandLine.Done; // stopped while it was still starting: that is what was asked for
        }
    }

    private static async Task TellAsync(TalksServer server, ServerOptions options)
    {
        await Console.Out.WriteLineAsync($"Talks are served at {server.Url}");
        await Console.Out.WriteLineAsync($"Studio: {new Uri(server.Url, "studio")}");
        await Console.Out.WriteLineAsync($"Data folder: {options.DataFolder}");
        if (server.AdministratorLink is { } link)
            await Console.Out.WriteLineAsync($"Administrator link (works once, for 30 minutes): {link}");
        await Console.Out.FlushAsync();
    }
}
