using System.Security.Cryptography;
using TalksPlatform.Broadcast.Hubs;

namespace TalksPlatform.Broadcast.Media.Recording;

/// <summary>
/// Tells before air whether a recording could be kept: a trial file is written where recordings lie, synced and deleted, and
/// the disk is asked how long it will last. One thread at a time.
/// </summary>
/// <param name="path">Where the folders of all recordings lie.</param>
/// <param name="time">By whose clock the disk fills.</param>
internal sealed class RecordingProbe(string path, TimeProvider time)
{
    private const int TrialBytes = 256 * 1024; // ten seconds of a loud programme

    private readonly DiskWatch _disk = new(() => new DriveInfo(path).AvailableFreeSpace, time);

    /// <summary>Before the first trial.</summary>
    public static OutputView Blank => new("Recording", "recording", "probing");

    /// <summary>Tries it now.</summary>
    /// <param name="tracks">How many would be recorded.</param>
    public OutputView Look(int tracks)
    {
        try
        {
            Directory.CreateDirectory(path);
            Write();
            _disk.Look(tracks);
            return Blank with { State = "ready", Reason = _disk.State?.Warning };
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            return Blank with { State = "unready", Reason = DiskFaults.Describe(refusal) };
        }
    }

    private void Write()
    {
        var trial = Path.Combine(path, $".trial-{Guid.NewGuid():N}");
        try
        {
            using var file = new FileStream(trial, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
            file.Write(RandomNumberGenerator.GetBytes(TrialBytes)); // nothing that a file system could leave out
            file.Flush(flushToDisk: true);
        }
        finally
        {
            File.Delete(trial);
        }
    }
}
