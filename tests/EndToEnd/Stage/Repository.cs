using System.Reflection;

namespace TalksPlatform.EndToEnd.Stage;

/// <summary>Where the built server lies: the tests run what a user would run.</summary>
internal static class Repository
{
    private static string Root { get; } = Find();

    /// <summary>The server, as built beside these tests.</summary>
    public static string Server { get; } = Path.Combine(
        Root,
        "src/Server/bin",
        typeof(Repository).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration,
        "net10.0/TalksPlatform.Server.dll");

    /// <summary>axe-core, as the client's package-lock pins it.</summary>
    public static string Axe => Path.Combine(Root, "src/Web/node_modules/axe-core/axe.min.js");

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "TalksPlatform.sln")))
                return folder.FullName;
        }

        throw new InvalidOperationException("These tests run from inside the repository.");
    }
}
