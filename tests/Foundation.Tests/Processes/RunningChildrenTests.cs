using TalksPlatform.Foundation.Processes;

namespace TalksPlatform.Foundation.Tests.Processes;

/// <summary>The count is the whole program's: nobody else may start a child meanwhile.</summary>
[Collection(nameof(RunningChildrenTests))]
[CollectionDefinition(nameof(RunningChildrenTests), DisableParallelization = true)]
public sealed class RunningChildrenTests
{
    [Fact]
    public async Task A_child_counts_as_running_until_it_ended_by_itself_or_was_stopped()
    {
        var before = ChildProcess.Running;
        await using var obedient = ChildProcess.Start(new("cat"));
        await using var stubborn = ChildProcess.Start(new("/bin/sh", "-c", "trap '' TERM; while :; do sleep 0.05; done") { StopSignal = "TERM" });
        ChildProcess.Running.ShouldBe(before + 2);

        await obedient.StopAsync(TimeSpan.FromSeconds(10));
        ChildProcess.Running.ShouldBe(before + 1);

        await stubborn.StopAsync(TimeSpan.FromMilliseconds(50));
        ChildProcess.Running.ShouldBe(before);
    }
}
