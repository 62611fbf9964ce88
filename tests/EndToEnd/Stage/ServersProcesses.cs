using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace TalksPlatform.EndToEnd.Stage;

/// <summary>What a server under test runs as processes of its own, told by its data folder alone.</summary>
internal static class ServersProcesses
{
    private const int SigStop = 19;
    private const int SigCont = 18;

    /// <summary>The server itself; a child that it is just starting bears its name for a moment.</summary>
    public static int ServerOf(string data)
    {
        var found = All().Where(id => CommandOf(id) is [_, var program, "run", ..] command
            && program.EndsWith("TalksPlatform.Server.dll", StringComparison.Ordinal) && command.Contains(data, StringComparer.Ordinal)
            && Path.GetFileName(command[0]) == "dotnet").ToList();
        return found.Single(id => !found.Contains(ParentOf(id)));
    }

    /// <summary>The encoders that it feeds just now.</summary>
    public static int[] EncodersOf(int server)
    {
        var parents = All().ToDictionary(id => id, ParentOf);
        return [.. parents.Keys.Where(id => CommandOf(id) is [var program, ..] && Path.GetFileName(program) == "ffmpeg" && IsUnder(id, server, parents))];
    }

    /// <summary>PostgreSQL with all its backends.</summary>
    public static int[] DatabaseOf(string data)
    {
        var file = Directory.EnumerateFiles(Path.Combine(data, "postgres"), "postmaster.pid", SearchOption.AllDirectories).Single();
        var postmaster = int.Parse(File.ReadLines(file).First(), CultureInfo.InvariantCulture);
        return [postmaster, .. All().Where(id => ParentOf(id) == postmaster)];
    }

    /// <summary>Ends a process without a word.</summary>
    public static void Kill(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            process.Kill();
        }
        catch (ArgumentException)
        {
            // It ended by itself.
        }
    }

    /// <summary>Lets processes stand still.</summary>
    public static void Stop(int[] processes) => Array.ForEach(processes, id => _ = Signal(id, SigStop));

    /// <summary>Lets them go on.</summary>
    public static void Continue(int[] processes) => Array.ForEach(processes, id => _ = Signal(id, SigCont));

    /// <summary>Memory that a process holds, in MiB.</summary>
    public static double MemoryOf(int id) => File.ReadLines($"/proc/{id}/status")
        .Where(line => line.StartsWith("VmRSS:", StringComparison.Ordinal))
        .Select(line => double.Parse(line["VmRSS:".Length..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture) / 1024)
        .Single();

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Signal(int process, int signal);

    private static IEnumerable<int> All() => Directory.EnumerateDirectories("/proc")
        .Select(Path.GetFileName)
        .Where(name => int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out _))
        .Select(name => int.Parse(name!, CultureInfo.InvariantCulture));

    private static string[] CommandOf(int id) => Read($"/proc/{id}/cmdline").Split('\0', StringSplitOptions.RemoveEmptyEntries);

    private static int ParentOf(int id)
    {
        var status = Read($"/proc/{id}/stat");
        var fields = status[(status.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields.Length > 1 ? int.Parse(fields[1], CultureInfo.InvariantCulture) : 0;
    }

    private static bool IsUnder(int id, int ancestor, Dictionary<int, int> parents)
    {
        for (var at = id; at > 1; at = parents.GetValueOrDefault(at))
        {
            if (at == ancestor)
                return true;
        }
        return false;
    }

    /// <summary>Processes come and go while they are read.</summary>
    private static string Read(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
