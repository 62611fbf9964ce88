using System.CommandLine;
using TalksPlatform.Server.Hosting;

namespace TalksPlatform.Server.Commands;

/// <summary>The command line: one file a command. What cannot be done is one sentence on stderr and exit code 2.</summary>
internal static class TalksCommandLine
{
    /// <summary>The server ran and stopped as it was asked to.</summary>
    public const int Done = 0;

    /// <summary>The server failed in a way that nobody thought of.</summary>
    public const int Failed = 1;

    /// <summary>The server was told something that it cannot do.</summary>
    public const int Refused = 2;

    public static async Task<int> RunAsync(string[] args)
    {
        var root = new RootCommand("An open server for live talks: calendar, studio, radio, replay.");
        var settings = new ServerSettings();
        settings.AddTo(root);
        RunCommand.AddTo(root, settings);
        DemoCommand.AddTo(root, settings);
        var parsed = root.Parse(args);
        if (parsed.Errors is [var error, ..])
            return await RefuseAsync(error.Message);
        try
        {
            // The host stops within seconds, and PostgreSQL after it: no time limit of the parser's on top.
            return await parsed.InvokeAsync(new InvocationConfiguration
            {
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = TimeSpan.FromSeconds(15),
            });
        }
        catch (StartRefusedException refusal)
        {
            return await RefuseAsync(refusal.Message);
        }
        catch (Exception unexpected)
        {
            await Console.Error.WriteLineAsync($"The server failed. Please report this: {unexpected}");
            return Failed;
        }
    }

    private static async Task<int> RefuseAsync(string sentence)
    {
        await Console.Error.WriteLineAsync(sentence);
        return Refused;
    }
}
