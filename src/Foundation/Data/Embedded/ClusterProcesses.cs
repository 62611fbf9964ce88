using System.Globalization;
using TalksPlatform.Foundation.Processes;

namespace TalksPlatform.Foundation.Data;

/// <summary>
/// The PostgreSQL processes that still run in a cluster after their server went away. We hold the folder's lock, so they
/// belong to nobody: they are told to stop and waited for. Only then is a left-over postmaster.pid known to be stale.
/// </summary>
internal sealed class ClusterProcesses(ClusterFolder folder, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(50);

    public async Task EndAsync(CancellationToken ct)
    {
        var began = time.GetTimestamp();
        var told = false;
        while (AreThere())
        {
            if (!told && Postmaster() is { } postmaster)
                await SignalAsync(postmaster, ct);
            told = true;
            if (time.GetElapsedTime(began) > Patience)
                throw PostgresFaults.Busy(folder.Path).AsException();
            await Task.Delay(Step, time, ct);
        }

        // Its process id may be somebody else's by now, and PostgreSQL would refuse to start because of it.
        File.Delete(PidFile);
    }

    private string PidFile => Path.Combine(folder.Cluster, "postmaster.pid");

    // Every process of PostgreSQL works in its cluster's folder.
    private bool AreThere() => Directory.EnumerateDirectories("/proc")
        .Where(process => char.IsAsciiDigit(Path.GetFileName(process)[0]))
        .Any(process => WorkingFolder(process) == folder.Cluster);

    private int? Postmaster()
    {
        var line = File.Exists(PidFile) ? File.ReadLines(PidFile).FirstOrDefault() : null;
        return int.TryParse(line, CultureInfo.InvariantCulture, out var id) && WorkingFolder($"/proc/{id}") == folder.Cluster ? id : null;
    }

    private static string? WorkingFolder(string process)
    {
        try
        {
            return new FileInfo(Path.Combine(process, "cwd")).LinkTarget;
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null; // It ended while we looked, or is not ours to look at.
        }
    }

    private static async Task SignalAsync(int process, CancellationToken ct)
    {
        try
        {
            await ChildProcess.RunAsync(
                new("/bin/sh", "-c", "kill -s INT \"$1\"", "kill", process.ToString(CultureInfo.InvariantCulture)), ct);
        }
        catch (ChildProcessException)
        {
            // It ended meanwhile.
        }
    }
}
