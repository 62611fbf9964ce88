using System.Runtime.Versioning;

[assembly: SupportedOSPlatform("linux")]

namespace TalksPlatform.Server.Tests.Kit;

/// <summary>A data folder that is gone after the test. PostgreSQL, which runs as a user of its own, may enter it.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private const UnixFileMode Enterable =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    public TemporaryFolder() => File.SetUnixFileMode(Path, Enterable);

    public string Path { get; } = Directory.CreateTempSubdirectory("talks-server-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
