using TalksPlatform.Foundation.Processes;

namespace TalksPlatform.Foundation.Tests.Processes;

public sealed class SandboxTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("talks-sandbox-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Whoever_waits_for_the_processor_is_not_taken_for_greedy()
    {
        var limits = new SandboxLimits { Time = TimeSpan.FromSeconds(1) };

        (await RunAsync(limits, "sleep 1.5; echo done")).ShouldBe("done\n");
    }

    [Fact]
    public async Task Whoever_keeps_the_processor_is_ended()
    {
        var limits = new SandboxLimits { Time = TimeSpan.FromSeconds(1) };

        (await Should.ThrowAsync<SandboxException>(() => RunAsync(limits, "while :; do :; done"))).End.ShouldBe(SandboxEnd.Greedy);
    }

    [Fact]
    public async Task Whoever_never_comes_back_is_ended_by_the_clock()
    {
        var limits = new SandboxLimits { Clock = TimeSpan.FromMilliseconds(200) };

        (await Should.ThrowAsync<SandboxException>(() => RunAsync(limits, "sleep 985"))).End.ShouldBe(SandboxEnd.Greedy);
    }

    private Task<string> RunAsync(SandboxLimits limits, string script) =>
        new Sandbox(TimeProvider.System) { Limits = limits }.RunAsync(_folder, "sh", ["-c", script], CancellationToken.None);
}
