using TalksPlatform.Foundation.Processes;

namespace TalksPlatform.Broadcast.Tests.Media;

/// <summary>A file system of its own that is soon full.</summary>
internal sealed class SmallDisk : IDisposable
{
    private SmallDisk(string path) => Path = path;

    public string Path { get; }

    /// <summary>Mounts one, or returns null where that is not allowed.</summary>
    public static SmallDisk? TryMount(int kilobytes)
    {
        var path = Directory.CreateTempSubdirectory("small-disk-").FullName;
        if (Run("mount", "-t", "tmpfs", "-o", $"size={kilobytes}k", "tmpfs", path))
            return new SmallDisk(path);
        Directory.Delete(path);
        return null;
    }

    public void Grow(int kilobytes) => Run("mount", "-o", $"remount,size={kilobytes}k", Path).ShouldBeTrue();

    public void Dispose()
    {
        Run("umount", "-l", Path);
        Directory.Delete(Path);
    }

    private static bool Run(string program, params string[] arguments) =>
        ChildProcess.RunAsync(new ChildCommand(program, arguments), CancellationToken.None)
            .ContinueWith(run => run.IsCompletedSuccessfully, TaskScheduler.Default).GetAwaiter().GetResult();
}
