using TalksPlatform.Contracts;

namespace TalksPlatform.Archive.Storage;

/// <summary>Where masters and renditions lie. File names are ours, never a user's.</summary>
internal interface IMediaStore
{
    /// <summary>A place to write a file that nobody sees until it is published.</summary>
    /// <param name="episode">Whose file it will be.</param>
    /// <param name="file">The name that it will have.</param>
    MediaDraft NewDraft(EpisodeId episode, string file);

    /// <summary>A path on this machine from which ffmpeg can read the file.</summary>
    string PathOf(EpisodeId episode, string file);

    /// <summary>The file for reading, seekable, or null when there is none.</summary>
    Stream? Open(EpisodeId episode, string file);
}
