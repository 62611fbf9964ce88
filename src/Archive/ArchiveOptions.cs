using System.ComponentModel.DataAnnotations;

namespace TalksPlatform.Archive;

/// <summary>How the archive is set up. Checked at start.</summary>
public sealed record ArchiveOptions
{
    /// <summary>
    /// The site's address as the public knows it, e.g. https://talks.example, which feeds need for their absolute links
    /// and their identity. Null: the address that was asked for.
    /// </summary>
    public Uri? PublicUrl { get; init; }

    /// <summary>How many episodes a feed lists, the latest first.</summary>
    [Range(1, 1000)]
    public int FeedEpisodes { get; init; } = 300;
}
