using TalksPlatform.Contracts;
using TalksPlatform.Foundation;

namespace TalksPlatform.Archive.Storage;

/// <summary>Media on the server's own disk, a folder an episode. Drafts lie on the same disk, so that a rename is enough.</summary>
internal sealed class DiskMediaStore(DataFolder data) : IMediaStore
{
    private const string Media = "media";
    private const string Drafts = ".drafts";

    public MediaDraft NewDraft(EpisodeId episode, string file)
    {
        Directory.CreateDirectory(data.At(Media, Drafts));
        var draft = data.At(Media, Drafts, $"{Guid.CreateVersion7():N}-{file}");
        return new MediaDraft(draft, PathOf(episode, file));
    }

    public string PathOf(EpisodeId episode, string file) => data.At(Media, episode.ToString(), file);

    public Stream? Open(EpisodeId episode, string file)
    {
        try
        {
            return new FileStream(
                PathOf(episode, file), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 0, useAsync: true);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Deletes the drafts that nobody has written to since then: what a killed process left behind.</summary>
    public int SweepDrafts(DateTimeOffset untouchedSince)
    {
        var folder = new DirectoryInfo(data.At(Media, Drafts));
        if (!folder.Exists)
            return 0;
        var stale = folder.EnumerateFiles().Where(draft => draft.LastWriteTimeUtc < untouchedSince.UtcDateTime).ToList();
        foreach (var draft in stale)
            draft.Delete();
        return stale.Count;
    }
}
