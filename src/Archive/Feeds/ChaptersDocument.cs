using System.Text.Json.Serialization;
using TalksPlatform.Contracts;

namespace TalksPlatform.Archive.Feeds;

/// <summary>The chapters of a replay as podcast players read them (Podcasting 2.0, JSON chapters 1.2.0).</summary>
/// <param name="Version">Of the format.</param>
/// <param name="Title">The episode's title.</param>
/// <param name="Chapters">By start.</param>
internal sealed record ChaptersDocument(string Version, string Title, IReadOnlyList<ChaptersDocument.Chapter> Chapters)
{
    public const string MimeType = "application/json+chapters";

    public static ChaptersDocument Of(EpisodeCard episode, ReplayView replay) => new(
        "1.2.0",
        episode.Title,
        [.. replay.Chapters.Select(chapter => new Chapter(chapter.StartsAt.TotalSeconds, chapter.Title))]);

    /// <summary>A place in the replay.</summary>
    /// <param name="StartTime">Seconds from the start.</param>
    /// <param name="Title">Plain text.</param>
    public sealed record Chapter([property: JsonPropertyName("startTime")] double StartTime, string Title);
}
