using System.Globalization;
using TalksPlatform.Foundation.Processes;

namespace TalksPlatform.Bench.Areas.Live;

/// <summary>
/// Makes a PostgreSQL wait at each flush as long as a plain disk takes, whoever commits: its own <c>commit_delay</c>, with
/// no condition. On a disk that flushes at once, gathering commits shows little of what it is for.
/// </summary>
internal sealed class SlowDisk : IAsyncDisposable
{
    /// <summary>What a flush takes, besides what the real disk takes: an SSD of an office, or a disk over a network.</summary>
    public static readonly TimeSpan Flush = TimeSpan.FromMilliseconds(2);

    private readonly string _socket;

    private SlowDisk(string socket) => _socket = socket;

    /// <param name="socket">Where the cluster's administrator reaches it.</param>
    /// <returns>Ends the slowness when it is disposed of.</returns>
    public static async Task<SlowDisk> BeginAsync(string socket, CancellationToken ct)
    {
        await SetAsync(socket, Flush, siblings: 0, ct);
        return new SlowDisk(socket);
    }

    public async ValueTask DisposeAsync() => await SetAsync(_socket, TimeSpan.Zero, siblings: 5, CancellationToken.None);

    private static async Task SetAsync(string socket, TimeSpan delay, int siblings, CancellationToken ct)
    {
        string[] where = ["-h", socket, "-U", "talks", "-q", "-d", "talks"];
        var microseconds = ((int)delay.TotalMicroseconds).ToString(CultureInfo.InvariantCulture);
        foreach (var sql in (string[])
            [$"ALTER SYSTEM SET commit_delay = {microseconds}", $"ALTER SYSTEM SET commit_siblings = {siblings}", "SELECT pg_reload_conf()"])
        {
            await ChildProcess.RunAsync(new("psql", [.. where, "-c", sql]), ct);
        }
        await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, ct); // each backend reads it before its next statement
    }
}
