using System.Text;
using System.Xml;
using System.Xml.Linq;
using TalksPlatform.Archive.Renditions;
using TalksPlatform.Contracts;
using static TalksPlatform.Archive.Feeds.FeedNames;

namespace TalksPlatform.Archive.Feeds;

/// <summary>
/// Writes a series as a podcast: RSS 2.0 after PSP-1 with the namespaces of iTunes and Podcasting 2.0. The same feed gives
/// the same bytes, so that caches can tell by them.
/// </summary>
internal static class FeedWriter
{
    private static readonly XmlWriterSettings Settings = new()
    {
        Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        Indent = true,
        NewLineChars = "\n",
    };

    public static byte[] Write(SeriesFeed feed)
    {
        using var bytes = new MemoryStream();
        using (var xml = XmlWriter.Create(bytes, Settings))
            Document(feed).Save(xml);
        return bytes.ToArray();
    }

    private static XDocument Document(SeriesFeed feed) => new(new XElement("rss",
        new XAttribute("version", "2.0"),
        new XAttribute(XNamespace.Xmlns + "atom", Atom),
        new XAttribute(XNamespace.Xmlns + "itunes", ITunes),
        new XAttribute(XNamespace.Xmlns + "podcast", Podcast),
        new XElement("channel",
            About(feed.Series, feed.Links),
            feed.Live.Select(episode => LiveItem(episode, feed.Links)),
            feed.Episodes.Select(episode => Item(episode, feed.Links)))));

    private static IEnumerable<XElement> About(SeriesCard series, SiteLinks links)
    {
        var title = FeedText.Line(series.Title);
        yield return new XElement("title", title);
        yield return new XElement("link", links.Series(series));
        yield return new XElement("description", FeedText.Paragraphs(series.Description));
        yield return new XElement("language", series.Language);
        yield return new XElement("generator", "TalksPlatform");
        yield return new XElement(Atom + "link",
            new XAttribute("href", links.Feed(series)),
            new XAttribute("rel", "self"),
            new XAttribute("type", "application/rss+xml"));
        yield return new XElement("image",
            new XElement("url", links.Cover(series)),
            new XElement("title", title),
            new XElement("link", links.Series(series)));
        yield return new XElement(ITunes + "image", new XAttribute("href", links.Cover(series)));
        yield return new XElement(ITunes + "author", FeedText.Line(series.Author));
        yield return new XElement(ITunes + "category", new XAttribute("text", FeedCategories.Fitting(series.Category)));
        yield return new XElement(ITunes + "explicit", "false");
        yield return new XElement(ITunes + "type", "episodic");
        if (series.Email is { } email)
        {
            yield return new XElement(ITunes + "owner",
                new XElement(ITunes + "name", FeedText.Line(series.Author)),
                new XElement(ITunes + "email", FeedText.Line(email)));
        }
        yield return new XElement(Podcast + "guid", PodcastGuid.Of(links.Feed(series)));
        yield return new XElement(Podcast + "medium", "podcast");
    }

    private static XElement Item(FeedEpisode episode, SiteLinks links) => new("item",
        Announcement(episode.Card, links),
        new XElement("pubDate", FeedText.Date(episode.Replay.PublishedAt)),
        Enclosures(episode.Replay.Files, links),
        new XElement(ITunes + "duration", FeedText.Number((long)Math.Round(episode.Replay.Duration.TotalSeconds))),
        new XElement(ITunes + "explicit", "false"),
        new XElement(ITunes + "episodeType", "full"),
        new XElement(Podcast + "chapters",
            new XAttribute("url", links.Chapters(episode.Card)),
            new XAttribute("type", ChaptersDocument.MimeType)));

    private static XElement LiveItem(EpisodeCard episode, SiteLinks links) => new(Podcast + "liveItem",
        new XAttribute("status", StatusOf(episode.State)),
        new XAttribute("start", XmlConvert.ToString(episode.StartsAt.ToUniversalTime())),
        new XAttribute("end", XmlConvert.ToString(episode.EndsAt.ToUniversalTime())),
        Announcement(episode, links),
        new XElement("enclosure",
            new XAttribute("url", links.LiveSound(episode)),
            new XAttribute("length", "0"), // a stream has none
            new XAttribute("type", "audio/mpeg")),
        new XElement(ITunes + "explicit", "false"),
        new XElement(Podcast + "contentLink",
            new XAttribute("href", links.LiveRoom(episode)),
            FeedText.Line(episode.Title)));

    private static IEnumerable<XElement> Announcement(EpisodeCard episode, SiteLinks links)
    {
        yield return new XElement("title", FeedText.Line(episode.Title));
        yield return new XElement("link", links.Episode(episode));
        yield return new XElement("guid", new XAttribute("isPermaLink", "false"), episode.Id.ToString());
        yield return new XElement("description", FeedText.Paragraphs(episode.Description));
        foreach (var speaker in episode.Speakers)
            yield return new XElement(Podcast + "person", new XAttribute("role", "guest"), FeedText.Line(speaker));
    }

    private static IEnumerable<XElement> Enclosures(IReadOnlyList<ReplayFile> files, SiteLinks links)
    {
        var main = files.First(file => file.Profile == RenditionProfile.Podcast.Name);
        yield return new XElement("enclosure",
            new XAttribute("url", links.At(main.Url)),
            new XAttribute("length", FeedText.Number(main.Bytes)),
            new XAttribute("type", main.MimeType));

        foreach (var file in files.Where(file => file != main))
        {
            yield return new XElement(Podcast + "alternateEnclosure",
                new XAttribute("type", file.MimeType),
                new XAttribute("length", FeedText.Number(file.Bytes)),
                new XAttribute("bitrate", FeedText.Number(RenditionProfile.Named(file.Profile).BitsPerSecond)),
                new XElement(Podcast + "source", new XAttribute("uri", links.At(file.Url))));
        }
    }

    private static string StatusOf(EpisodeState state) => state switch
    {
        EpisodeState.Scheduled or EpisodeState.Open => "pending",
        EpisodeState.Live => "live",
        EpisodeState.Ended or EpisodeState.Published or EpisodeState.Cancelled => "ended",
    };
}
