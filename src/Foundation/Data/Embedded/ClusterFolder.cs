using System.Security.Cryptography;
using System.Text;
using TalksPlatform.Foundation.Processes;

namespace TalksPlatform.Foundation.Data;

/// <summary>
/// The folder of the private cluster: the lock that one server holds, the cluster itself, and the socket. A socket's path
/// has room for 107 bytes, so under a deep data folder the socket lies in the temporary folder.
/// </summary>
internal sealed class ClusterFolder(string path)
{
    private const int LongestSocketFolder = 90;

    public string Path { get; } = path;

    public string Cluster => System.IO.Path.Combine(Path, "cluster");

    public string Sockets { get; } = SocketsFor(path);

    /// <summary>The major version that made the cluster, or null when there is none yet.</summary>
    public string? Major
    {
        get
        {
            var file = System.IO.Path.Combine(Cluster, "PG_VERSION");
            return File.Exists(file) ? File.ReadAllText(file).Trim() : null;
        }
    }

    /// <summary>Holds the folder for this process; the kernel lets go of it when the process dies, however it dies.</summary>
    public FileStream Lock()
    {
        Directory.CreateDirectory(Path);
        try
        {
            return new FileStream(System.IO.Path.Combine(Path, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            throw PostgresFaults.InUse(Path).AsException();
        }
    }

    /// <summary>Gives the folders to the user that runs PostgreSQL, and makes the cluster unless it is there.</summary>
    public async Task PrepareAsync(PostgresBinaries binaries, bool durable, CancellationToken ct)
    {
        await OwnAsync(Path, binaries, ct);
        await EnsureReachableAsync(binaries, ct);
        await OwnAsync(Sockets, binaries, ct);
        if (Major is null)
            await InitialiseAsync(binaries, durable, ct);

        // Written at every start: the folder may have been moved to a machine where we are another user.
        await WriteSettingAsync("pg_hba.conf", "local all all peer map=talks\n", ct);
        await WriteSettingAsync("pg_ident.conf", $"talks {Environment.UserName} {EmbeddedPostgres.Owner}\n", ct);
    }

    /// <summary>Leaves nothing behind in the temporary folder.</summary>
    public void DeleteSockets()
    {
        if (!Sockets.StartsWith(Path, StringComparison.Ordinal) && Directory.Exists(Sockets))
            Directory.Delete(Sockets, recursive: true);
    }

    private static string SocketsFor(string path)
    {
        var inside = System.IO.Path.Combine(path, "run");
        if (Encoding.UTF8.GetByteCount(inside) <= LongestSocketFolder)
            return inside;
        var name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(path)))[..16];
        return System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"talks-{name}");
    }

    private static async Task OwnAsync(string folder, PostgresBinaries binaries, CancellationToken ct)
    {
        IReadOnlyList<string> owner = Environment.IsPrivilegedProcess ? [$"--owner={binaries.User}", $"--group={binaries.User}"] : [];
        await ChildProcess.RunAsync(new("install", ["--directory", "--mode=0700", .. owner, folder]), ct);
    }

    private async Task EnsureReachableAsync(PostgresBinaries binaries, CancellationToken ct)
    {
        try
        {
            await ChildProcess.RunAsync(binaries.AsUser(["test", "-w", Path]), ct);
        }
        catch (ChildProcessException failure)
        {
            throw PostgresFaults.Unreachable(Path, binaries.User).AsException(failure);
        }
    }

    // Made beside and renamed: a crash in the middle leaves no half cluster that the next start would take for a whole one.
    private async Task InitialiseAsync(PostgresBinaries binaries, bool durable, CancellationToken ct)
    {
        var draft = Cluster + ".new";
        if (Directory.Exists(draft))
            Directory.Delete(draft, recursive: true);
        IReadOnlyList<string> arguments =
        [
            "--pgdata", draft, "--username", EmbeddedPostgres.Owner, "--auth", "peer",
            "--encoding", "UTF8", "--locale", "C.UTF-8", "--data-checksums", "--no-instructions",
        ];
        try
        {
            await ChildProcess.RunAsync(
                binaries.Command("initdb", durable ? arguments : [.. arguments, "--no-sync"]) with { WorkingFolder = Path }, ct);
        }
        catch (ChildProcessException failure)
        {
            throw PostgresFaults.DidNotStart(failure.LastWords).AsException(failure);
        }
        Directory.Move(draft, Cluster);
    }

    private Task WriteSettingAsync(string file, string text, CancellationToken ct) =>
        File.WriteAllTextAsync(System.IO.Path.Combine(Cluster, file), text, ct);
}
