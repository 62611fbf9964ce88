namespace TalksPlatform.TestKit.Peers;

/// <summary>What a test needs of the machine. A laptop without it skips the test; the build server fails it.</summary>
public static class Prerequisite
{
    private const string SkipToken = "$XunitDynamicSkip$"; // xunit.v3 takes an exception that begins so for a skip

    /// <summary>Whether a laptop fails too.</summary>
    public static bool FailsWithout { get; set; } =
        string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase);

    /// <summary>Needs a program of PATH.</summary>
    public static void NeedsProgram(string name, string package)
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        Needs(Array.Exists(folders, folder => File.Exists(Path.Combine(folder, name))), $"{name} (package {package})");
    }

    /// <summary>Needs whatever the test has found out about.</summary>
    public static void Needs(bool isThere, string what)
    {
        if (isThere)
            return;
        throw new MissingPrerequisiteException((FailsWithout ? "" : SkipToken) + $"This test needs {what}.");
    }
}

/// <summary>A test cannot run here.</summary>
public sealed class MissingPrerequisiteException(string message) : Exception(message);
