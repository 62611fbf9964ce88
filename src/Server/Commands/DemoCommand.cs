using System.CommandLine;
using Spectre.Console;
using TalksPlatform.Foundation.Hubs;
using TalksPlatform.Foundation.Processes;
using TalksPlatform.Server.Demo;
using TalksPlatform.Server.Hosting;

namespace TalksPlatform.Server.Commands;

/// <summary><c>demo</c>: airs a whole demo talk, checks what came out, and leaves the server running.</summary>
internal static class DemoCommand
{
    public static void AddTo(RootCommand root, ServerSettings settings)
    {
        var exit = new Option<bool>("--exit") { Description = "Stop after the table of checks; the exit code tells whether all passed." };
        var crash = new Option<bool>("--crash") { Description = "Kill the server in the middle of the talk and start it again." };
        var demo = new Command("demo", "Air a demo talk from the calendar to the replay, and check what came out.") { exit, crash };
        demo.SetAction((parsed, stop) => AirAsync(settings.Read(parsed), parsed.GetValue(exit), parsed.GetValue(crash), stop));
        root.Add(demo);
    }

    private static async Task<int> AirAsync(ServerOptions options, bool exit, bool crash, CancellationToken stop)
    {
        var time = TimeProvider.System;
        if (Console.IsOutputRedirected)
            AnsiConsole.Profile.Width = 180; // a log has no edge to wrap at
        var terminal = new DemoTerminal(AnsiConsole.Console, time);
        var scratch = Directory.CreateTempSubdirectory("talks-demo-");
        try
        {
            await using var server = new DemoServer(typeof(DemoCommand).Assembly.Location, options, time);
            terminal.Say("Starting the server, with a PostgreSQL of its own in the data folder.");
            await server.StartAsync(stop);
            var voices = await DemoVoices.LoadAsync(scratch.FullName, stop);
            IReadOnlyList<DemoCheck> checks;
            DemoEvidence evidence;
            await using (var mount = await IcecastMount.StartAsync(scratch.FullName, time, stop))
            {
                evidence = await new DemoStory(server, terminal, time).AirAsync(voices, mount, crash, stop);
            }

            terminal.Say("Listening to all that came out …");
            checks = await new DemoChecks(server, evidence).RunAsync(stop);
            terminal.Show(checks);
            terminal.Addresses(server.Api.Address, evidence);
            var failed = checks.Count(c => !c.Passed);
            if (!exit)
            {
                terminal.Write("The server goes on running. Ctrl-C stops it.");
                await Task.Delay(Timeout.InfiniteTimeSpan, time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

            await server.DisposeAsync();
            terminal.Write($"{checks.Count - failed} passed, {failed} failed");
            return failed == 0 ? TalksCommandLine.Done : TalksCommandLine.Failed;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return TalksCommandLine.Done;
        }
        catch (Exception e) when (e is HttpRequestException or TimeoutException or HubRefusedException or ChildProcessException)
        {
            terminal.Write($"The demo broke off: {e.Message}");
            terminal.Write("0 passed, 1 failed");
            return TalksCommandLine.Failed;
        }
        finally
        {
            scratch.Delete(recursive: true);
        }
    }
}
