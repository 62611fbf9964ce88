using System.Globalization;

namespace TalksPlatform.Foundation.Processes;

/// <summary>
/// Runs a program on files that strangers made. Its memory, its processor time and the size of each file that it writes are
/// limited in any case (prlimit). Where the machine allows namespaces (bubblewrap), it has neither network nor other
/// processes, and sees of the disk only the system's programs and fonts, read-only, and one folder of ours.
/// </summary>
public sealed class Sandbox(TimeProvider time)
{
    private const int KilledBySignal = 128;
    private static readonly Lazy<Task<bool>> Namespaces = new(TryNamespacesAsync);

    /// <summary>What each run may use.</summary>
    public SandboxLimits Limits { get; init; } = new();

    /// <summary>Whether this machine lets us use namespaces; else only the limits hold.</summary>
    public static Task<bool> IsIsolatedAsync() => Namespaces.Value;

    /// <summary>Runs it to its end with the folder as its working folder.</summary>
    /// <returns>What it printed.</returns>
    /// <exception cref="SandboxException">It failed, or used more than it may.</exception>
    public async Task<string> RunAsync(string folder, string program, IReadOnlyList<string> arguments, CancellationToken ct)
    {
        var isolated = await Namespaces.Value;
        IReadOnlyList<string> line = isolated ? [.. Walls(folder), program, .. arguments] : [.. Bare, program, .. arguments];
        using var limit = new CancellationTokenSource(Limits.Clock, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, ct);
        try
        {
            return await ChildProcess.RunAsync(
                new ChildCommand("nice", ["-n", "10", "prlimit", .. Bounds(), .. line]) { WorkingFolder = folder, StopSignal = "KILL" },
                either.Token);
        }
        catch (ChildProcessException failure)
        {
            var greedy = failure.ExitCode > KilledBySignal || failure.LastWords.Contains("memory", StringComparison.OrdinalIgnoreCase);
            throw new SandboxException(greedy ? SandboxEnd.Greedy : SandboxEnd.Failed, failure.LastWords, failure);
        }
        catch (OperationCanceledException slow) when (limit.IsCancellationRequested && !ct.IsCancellationRequested)
        {
            throw new SandboxException(SandboxEnd.Greedy, $"{program} was not done after {Limits.Clock:g}.", slow);
        }
    }

    private static IReadOnlyList<string> Bare => ["env", "-i", "PATH=/usr/local/bin:/usr/bin:/bin", "LANG=C.UTF-8"];

    private IEnumerable<string> Bounds()
    {
        yield return Bound("as", Limits.Memory);
        yield return Bound("fsize", Limits.FileBytes);
        yield return Bound("cpu", (long)Math.Ceiling(Limits.Time.TotalSeconds));
        yield return Bound("nofile", 64);
        yield return Bound("core", 0);
    }

    private static string Bound(string what, long most) => string.Create(CultureInfo.InvariantCulture, $"--{what}={most}");

    private static IReadOnlyList<string> Walls(string folder) =>
    [
        "bwrap", "--unshare-all", "--unshare-user", "--uid", "65534", "--gid", "65534", "--cap-drop", "ALL",
        "--die-with-parent", "--new-session", "--clearenv", "--setenv", "PATH", "/usr/local/bin:/usr/bin:/bin", "--setenv", "LANG", "C.UTF-8",
        "--ro-bind", "/usr", "/usr", "--ro-bind-try", "/etc/fonts", "/etc/fonts", "--ro-bind-try", "/etc/alternatives", "/etc/alternatives",
        "--ro-bind-try", "/etc/ld.so.cache", "/etc/ld.so.cache", "--ro-bind-try", "/var/cache/fontconfig", "/var/cache/fontconfig",
        "--symlink", "usr/bin", "/bin", "--symlink", "usr/lib", "/lib", "--symlink", "usr/lib64", "/lib64",
        "--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp", "--bind", folder, "/work", "--chdir", "/work",
    ];

    private static async Task<bool> TryNamespacesAsync()
    {
        try
        {
            var walls = Walls(Path.GetTempPath());
            await ChildProcess.RunAsync(new ChildCommand(walls[0], [.. walls.Skip(1), "true"]), CancellationToken.None);
            return true;
        }
        catch (ChildProcessException)
        {
            return false;
        }
    }
}

/// <summary>What one run in a sandbox may use.</summary>
public sealed record SandboxLimits
{
    /// <summary>Of the processor.</summary>
    public TimeSpan Time { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>By the clock. It is much more: on a busy machine whoever draws waits for the processor, behind the sound.</summary>
    public TimeSpan Clock { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>Bytes of address space.</summary>
    public long Memory { get; init; } = 1L << 30;

    /// <summary>Bytes of each file that is written.</summary>
    public long FileBytes { get; init; } = 32L << 20;
}

/// <summary>How a run in a sandbox went wrong.</summary>
public enum SandboxEnd
{
    /// <summary>The program gave up.</summary>
    Failed,

    /// <summary>It used more time or memory than it may.</summary>
    Greedy,
}

/// <summary>A run in a sandbox went wrong.</summary>
/// <param name="end">How.</param>
/// <param name="lastWords">The end of its standard error.</param>
public sealed class SandboxException(SandboxEnd end, string lastWords, Exception inner) : Exception(lastWords.Trim(), inner)
{
    /// <summary>How.</summary>
    public SandboxEnd End { get; } = end;

    /// <summary>The end of its standard error.</summary>
    public string LastWords { get; } = lastWords;
}
