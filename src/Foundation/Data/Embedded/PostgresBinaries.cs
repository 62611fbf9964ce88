using System.Globalization;
using TalksPlatform.Foundation.Processes;

namespace TalksPlatform.Foundation.Data;

/// <summary>The installed PostgreSQL, and the user that runs it: postgres when we are root, else ourselves.</summary>
internal sealed record PostgresBinaries(string Folder, string User)
{
    /// <summary>Takes the newest one, or the one that made the cluster that is there already.</summary>
    public static PostgresBinaries Find(ClusterFolder cluster)
    {
        var installed = InstalledMajors();
        if (installed.Count == 0)
            throw PostgresFaults.Missing.AsException();
        var wanted = cluster.Major ?? installed.Keys.MaxBy(major => decimal.Parse(major, CultureInfo.InvariantCulture))!;
        var folder = installed.GetValueOrDefault(wanted) ?? throw PostgresFaults.MissingVersion(wanted).AsException();
        return new PostgresBinaries(folder, UserToRunAs());
    }

    /// <summary>A command of PostgreSQL's, as the right user.</summary>
    public ChildCommand Command(string name, params IReadOnlyList<string> arguments) =>
        AsUser([Path.Combine(Folder, name), .. arguments]);

    /// <summary>Any command as the user that runs PostgreSQL.</summary>
    public ChildCommand AsUser(IReadOnlyList<string> line) => Environment.IsPrivilegedProcess
        ? new("setpriv", [$"--reuid={User}", $"--regid={User}", "--init-groups", "--inh-caps=-all", "--", .. line])
        : new(line[0], [.. line.Skip(1)]);

    private static Dictionary<string, string> InstalledMajors()
    {
        const string debian = "/usr/lib/postgresql";
        if (!Directory.Exists(debian))
            return [];
        return Directory.EnumerateDirectories(debian)
            .Where(version => File.Exists(Path.Combine(version, "bin", "postgres")))
            .ToDictionary(version => Path.GetFileName(version), version => Path.Combine(version, "bin"), StringComparer.Ordinal);
    }

    private static string UserToRunAs()
    {
        if (!Environment.IsPrivilegedProcess)
            return Environment.UserName;
        return File.ReadLines("/etc/passwd").Any(line => line.StartsWith("postgres:", StringComparison.Ordinal))
            ? "postgres"
            : throw PostgresFaults.MissingUser.AsException();
    }
}
