using System.Globalization;
using TalksPlatform.Foundation.Processes;
using TalksPlatform.TestKit;

namespace TalksPlatform.Foundation.Tests.Processes;

public sealed class ChildProcessTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Arguments_arrive_as_they_are() =>
        (await ChildProcess.RunAsync(new("printf", "%s|", "two words", "$(id)", "*", "'\""), Ct)).ShouldBe("two words|$(id)|*|'\"|");

    [Fact]
    public async Task A_failure_has_the_exit_code_and_the_last_words()
    {
        var failure = await Should.ThrowAsync<ChildProcessException>(
            () => ChildProcess.RunAsync(new("/bin/sh", "-c", "echo first >&2; echo the disk is full >&2; exit 3"), Ct));

        failure.ExitCode.ShouldBe(3);
        failure.Message.ShouldContain("the disk is full");
    }

    [Fact]
    public async Task Only_the_end_of_a_long_complaint_is_kept()
    {
        await using var child = ChildProcess.Start(new("/bin/sh", "-c", "seq 1 20000 >&2"));

        (await child.Exit).ShouldBe(0);

        child.LastWords.Length.ShouldBe(4096);
        child.LastWords.ShouldEndWith("20000\n");
    }

    [Fact]
    public async Task A_program_that_is_not_there_is_named() =>
        (await Should.ThrowAsync<ChildProcessException>(() => ChildProcess.RunAsync(new("no-such-program"), Ct))).Message.ShouldContain("no-such-program");

    [Fact]
    public async Task A_child_that_reads_its_input_ends_when_it_closes()
    {
        await using var child = ChildProcess.Start(new("cat"));

        (await child.StopAsync(TimeSpan.FromSeconds(10))).ShouldBe(0);
    }

    [Fact]
    public async Task A_child_that_ignores_its_input_gets_its_signal()
    {
        await using var child = ChildProcess.Start(
            new("/bin/sh", "-c", "trap 'echo stopping >&2; exit 7' TERM; echo ready >&2; while :; do sleep 0.05; done") { StopSignal = "TERM" });
        await Eventually.BecomesAsync(() => child.LastWords.Contains("ready", StringComparison.Ordinal), "it runs");

        (await child.StopAsync(TimeSpan.FromSeconds(10))).ShouldBe(7);
        child.LastWords.ShouldContain("stopping");
    }

    [Fact]
    public async Task A_child_that_does_not_listen_is_killed_with_all_that_it_started()
    {
        await using var child = ChildProcess.Start(new("/bin/sh", "-c", "trap '' TERM; sleep 987 & echo $! >&2; wait; wait") { StopSignal = "TERM" });
        await Eventually.BecomesAsync(() => child.LastWords.EndsWith('\n'), "it started another");
        var grandchild = int.Parse(child.LastWords, CultureInfo.InvariantCulture);

        (await child.StopAsync(TimeSpan.FromMilliseconds(200))).ShouldBe(137);

        await Eventually.BecomesAsync(() => !IsAlive(grandchild), "what it started is gone too");
    }

    [Fact]
    public async Task A_child_does_not_outlive_a_server_that_was_killed()
    {
        // A sleep stands for the server: it holds the only writing end of the guard's pipe, and is killed with -9.
        var guarded = StopGuard.Around(["/bin/sh", "-c", "trap 'exit 0' TERM; echo $$ >&2; while :; do sleep 0.05; done"], "TERM");
        await using var host = ChildProcess.Start(new("/bin/sh", ["-c", "{ echo server $$ >&2; exec sleep 986; } | \"$@\"", "host", .. guarded]));
        await Eventually.BecomesAsync(() => host.LastWords.Count(c => c == '\n') == 2, "both run");
        var child = int.Parse(host.LastWords.Split('\n').First(line => line.Length > 0 && char.IsAsciiDigit(line[0])), CultureInfo.InvariantCulture);
        var server = ServerOf(host.Id);
        IsAlive(child).ShouldBeTrue();

        await ChildProcess.RunAsync(new("/bin/sh", "-c", "kill -9 \"$1\"", "kill", server), Ct);

        await Eventually.BecomesAsync(() => !IsAlive(child), "the child was told to stop");
        (await host.Exit).ShouldBe(0);
    }

    // In a pipeline $$ is the outer shell's: the one that became "sleep 986" is found among its children.
    private static string ServerOf(int host) =>
        File.ReadAllText($"/proc/{host}/task/{host}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .First(id => File.ReadAllText($"/proc/{id}/cmdline").Contains("986", StringComparison.Ordinal) && !File.ReadAllText($"/proc/{id}/cmdline").Contains("guard", StringComparison.Ordinal));

    // A zombie has no command line any more.
    private static bool IsAlive(int process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process}/cmdline").Length > 0;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
