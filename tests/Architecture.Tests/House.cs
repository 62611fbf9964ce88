using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Xml.Linq;

namespace TalksPlatform.Architecture.Tests;

/// <summary>The rooms of the house, as they were built.</summary>
internal static class House
{
    public static readonly string[] Modules = ["Broadcast", "Scheduler", "Archive"];

    public static readonly string[] Rooms = ["Foundation", "Contracts", "Rtc", .. Modules, "Server"];

    /// <summary>Which schema belongs to whom.</summary>
    public static readonly IReadOnlyDictionary<string, string> Schemas = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["Broadcast"] = "broadcast",
        ["Scheduler"] = "scheduler",
        ["Archive"] = "archive",
        ["Server"] = "accounts",
        ["Foundation"] = "messaging",
    };

    private static string Root { get; } = FindRoot();

    public static Assembly Assembly(string room) => System.Reflection.Assembly.Load($"TalksPlatform.{room}");

    /// <summary>The assemblies that a room's code really uses, and those that its project names.</summary>
    public static IEnumerable<string> References(string room) => Assembly(room).GetReferencedAssemblies()
        .Select(reference => reference.Name!)
        .Concat(ProjectReferences(room))
        .Distinct(StringComparer.Ordinal);

    /// <summary>The rooms among <see cref="References"/>.</summary>
    public static IEnumerable<string> Neighbours(string room) => References(room)
        .Where(reference => reference.StartsWith("TalksPlatform.", StringComparison.Ordinal))
        .Select(reference => reference["TalksPlatform.".Length..]);

    /// <summary>All string literals in a room's code, and its embedded SQL.</summary>
    public static IEnumerable<string> Texts(string room) => Literals(Assembly(room)).Concat(Sql(Assembly(room)).Select(sql => sql.Text));

    /// <summary>The embedded SQL files by their resource names.</summary>
    public static IEnumerable<(string Name, string Text)> Sql(Assembly assembly)
    {
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.EndsWith(".sql", StringComparison.Ordinal)))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            yield return (name, reader.ReadToEnd());
        }
    }

    /// <summary>A room's source files: paths from the room on, and their lines.</summary>
    public static IEnumerable<(string Path, string[] Lines)> Sources(string room)
    {
        var folder = Path.Combine(Root, "src", room);
        return Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(folder, file))
            .Where(path => !path.StartsWith("obj", StringComparison.Ordinal) && !path.StartsWith("bin", StringComparison.Ordinal))
            .Select(path => (path, File.ReadAllLines(Path.Combine(folder, path))));
    }

    /// <summary>A document of docs/.</summary>
    public static string Document(string name) => File.ReadAllText(Path.Combine(Root, "docs", name));

    private static IEnumerable<string> ProjectReferences(string room) =>
        XDocument.Load(Path.Combine(Root, "src", room, $"{room}.csproj"))
            .Descendants("ProjectReference")
            .Select(reference => $"TalksPlatform.{Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value)}");

    private static List<string> Literals(Assembly assembly)
    {
        using var file = new PEReader(File.OpenRead(assembly.Location));
        var metadata = file.GetMetadataReader();
        var literals = new List<string>();
        for (var handle = metadata.GetNextHandle(MetadataTokens.UserStringHandle(0)); !handle.IsNil; handle = metadata.GetNextHandle(handle))
            literals.Add(metadata.GetUserString(handle));
        return literals;
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "TalksPlatform.sln")))
                return folder.FullName;
        }
        throw new DirectoryNotFoundException("The tests do not run inside the repository.");
    }
}
