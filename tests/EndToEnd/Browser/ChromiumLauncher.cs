namespace TalksPlatform.EndToEnd.Browser;

/// <summary>
/// Starts Debian's Chromium as an ordinary program. Root's may take the processors before all others, and its painting does:
/// the sound that is aired beside it would be late.
/// </summary>
internal sealed class ChromiumLauncher : IDisposable
{
    private const string Program = "/usr/bin/chromium";
    private readonly DirectoryInfo? _folder;

    public ChromiumLauncher()
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess)
            return;
        _folder = Directory.CreateTempSubdirectory("chromium-");
        Path = System.IO.Path.Combine(_folder.FullName, "chromium");
        File.WriteAllText(Path, $"#!/bin/sh\nexec setpriv --bounding-set=-sys_nice {Program} \"$@\"\n");
        File.SetUnixFileMode(Path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
    }

    /// <summary>What to start.</summary>
    public string Path { get; } = Program;

    public void Dispose() => _folder?.Delete(recursive: true);
}
