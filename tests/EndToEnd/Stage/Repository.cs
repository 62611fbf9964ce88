using System.Reflection;
using System.Runtime.CompilerServices;

namespace TalksPlatform.EndToEnd.Stage;

/// <summary>Where the built server lies: the tests run what a user would run.</summary>
internal static class Repository
{
    public static string Root { get; } = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(ThisFile())!, "..", "..", ".."));

    /// <summary>The server, as built beside these tests.</summary>
    public static string Server { get; } = Path.Combine(
        Root,
        "src/Server/bin",
        typeof(Repository).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration,
        "net10.0/TalksPlatform.Server.dll");

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
