using System.Globalization;
using TalksPlatform.EndToEnd.Stage;
using TalksPlatform.Foundation.Processes;
using TalksPlatform.TestKit;

namespace TalksPlatform.EndToEnd;

/// <summary>The demo is the promise of the README: this test keeps it, on an empty data folder, with real parts.</summary>
public sealed class DemoTests(ITestOutputHelper output)
{
    [Fact]
    public Task A_demo_talk_goes_from_the_calendar_to_the_replay_and_passes_every_check() => AirAsync(output, "en_US.UTF-8");

    internal static async Task AirAsync(ITestOutputHelper output, string locale, params string[] options)
    {
        using var data = new EmptyFolder();
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(6));
        await using var demo = ChildProcess.Start(new ChildCommand("dotnet",
        [
            Repository.Server, "demo", "--exit", .. options,
            "--data", data.Path,
            "--port", FreePort.Tcp().ToString(CultureInfo.InvariantCulture),
            "--udp-port", FreePort.UdpAndTcp().ToString(CultureInfo.InvariantCulture),
            "--sip-port", FreePort.UdpAndTcp().ToString(CultureInfo.InvariantCulture),
        ])
        {
            Environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["LC_ALL"] = locale },
            StopSignal = "TERM",
            ReadsOutput = true,
        });
        using var reader = new StreamReader(demo.Output);
        var story = new List<string>();
        while (await reader.ReadLineAsync(patience.Token) is { } line)
        {
            output.WriteLine(line); // told as it goes, so that a story that stands still is seen
            story.Add(line);
        }

        var wrong = story.Where(line => line.Contains("FAILED", StringComparison.Ordinal));
        (await demo.Exit.WaitAsync(patience.Token)).ShouldBe(0, string.Join('\n', [.. wrong, .. story.TakeLast(5), demo.LastWords]));
        story[^1].ShouldMatch(@"^\d+ passed, 0 failed$");
    }
}

/// <summary>The demo once more, at the same time: a talk is mostly waiting.</summary>
public sealed class DemoCrashTests(ITestOutputHelper output)
{
    /// <summary>Whose years are 543 ahead of all that is written for machines: feeds, playlists, chapters, addresses.</summary>
    [Fact]
    public Task A_talk_on_a_thai_computer_whose_server_is_killed_goes_on_and_its_recording_is_joined() =>
        DemoTests.AirAsync(output, "th_TH.UTF-8", "--crash");
}
