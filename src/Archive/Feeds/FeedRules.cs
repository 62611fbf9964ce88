using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using static TalksPlatform.Archive.Feeds.FeedNames;

namespace TalksPlatform.Archive.Feeds;

/// <summary>The rules that podcast directories and players hold a feed to: PSP-1, RSS 2.0, Apple's, Podcasting 2.0's.</summary>
public static partial class FeedRules
{
    private static readonly Rule[] ChannelRules =
    [
        new("has a title", channel => IsFilled(channel.Element("title"))),
        new("has a description", channel => IsFilled(channel.Element("description"))),
        new("has an absolute link", channel => IsAbsolute(channel.Element("link")?.Value)),
        new("has a language", channel => LanguageTag().IsMatch(channel.Element("language")?.Value ?? "")),
        new("links to itself (atom:link rel=self)", channel => SelfOf(channel) is not null),
        new("has an itunes:image with a file extension", channel =>
            channel.Element(ITunes + "image")?.Attribute("href")?.Value is { } image && IsFile(image, ".png", ".jpg", ".jpeg")),
        new("has an itunes:category of Apple's list", channel =>
            channel.Element(ITunes + "category")?.Attribute("text")?.Value is { } text && FeedCategories.All.Contains(text)),
        new("says itunes:explicit true or false", SaysExplicit),
        new("has the podcast:guid of its own address", channel =>
            SelfOf(channel) is { } self && channel.Element(Podcast + "guid")?.Value == PodcastGuid.Of(self).ToString()),
        new("gives every item a guid of its own", channel =>
            Items(channel).Select(item => item.Element("guid")?.Value).ToList() is var guids
            && guids.Distinct(StringComparer.Ordinal).Count() == guids.Count),
    ];

    private static readonly Rule[] EveryItemRules =
    [
        new("has a title", item => IsFilled(item.Element("title"))),
        new("has a guid with isPermaLink=false", item =>
            item.Element("guid") is { } guid && IsFilled(guid) && guid.Attribute("isPermaLink")?.Value == "false"),
        new("has an enclosure of audio at a file's absolute address", item =>
            item.Element("enclosure") is { } enclosure
            && enclosure.Attribute("type")?.Value.StartsWith("audio/", StringComparison.Ordinal) == true
            && IsFile(enclosure.Attribute("url")?.Value, ".mp3", ".m4a", ".opus", ".ogg")),
        new("says itunes:explicit true or false", SaysExplicit),
    ];

    private static readonly Rule[] EpisodeRules =
    [
        new("has an enclosure with its length in bytes", item => IsPositive(item.Element("enclosure")?.Attribute("length")?.Value)),
        new("has a pubDate after RFC 2822", item => IsMailDate(item.Element("pubDate")?.Value)),
        new("has an itunes:duration in seconds", item => IsPositive(item.Element(ITunes + "duration")?.Value)),
        new("links to its podcast:chapters", item =>
            item.Element(Podcast + "chapters") is { } chapters
            && chapters.Attribute("type")?.Value == ChaptersDocument.MimeType
            && IsAbsolute(chapters.Attribute("url")?.Value)),
    ];

    private static readonly Rule[] LiveRules =
    [
        new("has the status pending, live or ended", item => item.Attribute("status")?.Value is "pending" or "live" or "ended"),
        new("has a start after ISO 8601", item => IsInstant(item.Attribute("start")?.Value)),
        new("has an end after ISO 8601", item => IsInstant(item.Attribute("end")?.Value)),
        new("links to its live room", item => IsAbsolute(item.Element(Podcast + "contentLink")?.Attribute("href")?.Value)),
    ];

    /// <summary>Holds a feed against the rules.</summary>
    /// <param name="xml">The feed.</param>
    /// <returns>One sentence for each broken rule; empty for a good feed.</returns>
    public static IReadOnlyList<string> Check(string xml)
    {
        XElement? channel;
        try
        {
            channel = Parse(xml);
        }
        catch (XmlException malformed)
        {
            return [$"The feed is no well-formed XML: {malformed.Message}"];
        }
        if (channel is null)
            return ["The feed is not RSS 2.0 with a channel."];

        return
        [
            .. Broken("The channel", channel, ChannelRules),
            .. channel.Elements("item").SelectMany(item => Broken(NameOf(item), item, [.. EveryItemRules, .. EpisodeRules])),
            .. channel.Elements(Podcast + "liveItem").SelectMany(item => Broken(NameOf(item), item, [.. EveryItemRules, .. LiveRules])),
        ];
    }

    private static XElement? Parse(string xml)
    {
        using var reader = XmlReader.Create(
            new StringReader(xml), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
        var rss = XDocument.Load(reader).Root!;
        return rss.Name == "rss" && rss.Attribute("version")?.Value == "2.0" ? rss.Element("channel") : null;
    }

    private static IEnumerable<string> Broken(string name, XElement element, IEnumerable<Rule> rules) => rules
        .Where(rule => !rule.HoldsFor(element))
        .Select(rule => $"{name} should be one that {rule.Text}.");

    private static string NameOf(XElement item) => $"The {item.Name.LocalName} \"{item.Element("title")?.Value}\"";

    private static IEnumerable<XElement> Items(XElement channel) =>
        channel.Elements("item").Concat(channel.Elements(Podcast + "liveItem"));

    private static Uri? SelfOf(XElement channel) => channel.Elements(Atom + "link")
        .Where(link => link.Attribute("rel")?.Value == "self" && IsAbsolute(link.Attribute("href")?.Value))
        .Select(link => new Uri(link.Attribute("href")!.Value))
        .FirstOrDefault();

    private static bool SaysExplicit(XElement element) => element.Element(ITunes + "explicit")?.Value is "true" or "false";

    private static bool IsFilled(XElement? element) => !string.IsNullOrWhiteSpace(element?.Value);

    private static bool IsAbsolute(string? address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https";

    private static bool IsFile(string? address, params string[] extensions) =>
        IsAbsolute(address) && extensions.Contains(Path.GetExtension(new Uri(address!).AbsolutePath), StringComparer.Ordinal);

    private static bool IsPositive(string? number) =>
        long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value > 0;

    private static bool IsMailDate(string? date) => DateTimeOffset.TryParseExact(
        date, "ddd, dd MMM yyyy HH:mm:ss zzz", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    private static bool IsInstant(string? text) =>
        text?.Contains('T', StringComparison.Ordinal) == true
        && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    [GeneratedRegex("^[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8})*$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 100)]
    private static partial Regex LanguageTag();

    private sealed record Rule(string Text, Func<XElement, bool> HoldsFor);
}
