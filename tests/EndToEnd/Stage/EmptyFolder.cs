namespace TalksPlatform.EndToEnd.Stage;

/// <summary>An empty data folder, which PostgreSQL's own user may enter when the tests run as root.</summary>
internal sealed class EmptyFolder : IDisposable
{
    private const UnixFileMode Enterable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    public EmptyFolder()
    {
        Path = Directory.CreateTempSubdirectory("talks-e2e-").FullName;
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(Path, Enterable);
    }

    public string Path { get; }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
