namespace TalksPlatform.TestKit;

/// <summary>
/// Stops and deletes the PostgreSQL of an assembly's tests while their runner still waits for it; once the process ends,
/// nobody would bound that. An assembly says so in one line: [assembly: AssemblyFixture(typeof(TestClusterEnd))].
/// </summary>
public sealed class TestClusterEnd : IAsyncDisposable
{
    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (TestCluster.IfStarted is { } started)
            await (await started).DisposeAsync();
    }
}
