using System.Globalization;
using System.Text;
using TalksPlatform.Contracts;
using TalksPlatform.Server.Http;

namespace TalksPlatform.Server.Pages;

/// <summary>The schedule for people's own calendars (RFC 5545): all that comes, or one talk.</summary>
internal static class CalendarFile
{
    private const int Most = 300;
    private const int LongestLine = 75; // bytes, as the RFC has it

    private static readonly TimeSpan Back = TimeSpan.FromDays(14);
    private static readonly TimeSpan Ahead = TimeSpan.FromDays(180);

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/calendar.ics", AllAsync).AllowAnonymous().ExcludeFromDescription();
        endpoints.MapGet("/e/{slug}/talk.ics", OneAsync).AllowAnonymous().ExcludeFromDescription();
    }

    private static async Task<IResult> AllAsync(
        string? language, string? topic, HttpContext http, ICalendarLookUp calendar, SiteOptions site, SiteUrl address, TimeProvider time, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var episodes = (await calendar.BetweenAsync(now - Back, now + Ahead, Most, ct)).Where(episode =>
            (language is null || episode.Series.Language == language) && (topic is null || episode.Series.Category == topic));
        return Answer(http, Write(episodes, site.Name, now, slug => address.At(http.Request, $"/e/{slug}")));
    }

    private static async Task<IResult> OneAsync(
        string slug, HttpContext http, IEpisodeReader episodes, SiteOptions site, SiteUrl address, TimeProvider time, CancellationToken ct) =>
        await episodes.FindBySlugAsync(slug, ct) is { } episode
            ? Answer(http, Write([episode], site.Name, time.GetUtcNow(), at => address.At(http.Request, $"/e/{at}")))
            : Results.NotFound();

    private static IResult Answer(HttpContext http, string calendar)
    {
        http.Response.Headers.CacheControl = "public, max-age=300";
        return Results.Text(calendar, "text/calendar", Encoding.UTF8);
    }

    /// <summary>The calendar; each talk keeps its id, so that a moved one moves.</summary>
    internal static string Write(IEnumerable<EpisodeCard> episodes, string name, DateTimeOffset now, Func<string, Uri> pageOf)
    {
        var text = new StringBuilder();
        Line("BEGIN:VCALENDAR");
        Line("VERSION:2.0");
        Line("PRODID:-//TalksPlatform//Schedule//EN");
        Line($"X-WR-CALNAME:{Escape(name)}");
        foreach (var episode in episodes)
        {
            var page = pageOf(episode.Slug);
            Line("BEGIN:VEVENT");
            Line($"UID:{episode.Id}@talks");
            Line($"DTSTAMP:{Instant(now)}");
            Line($"DTSTART:{Instant(episode.StartsAt)}");
            Line($"DTEND:{Instant(episode.EndsAt)}");
            Line($"SUMMARY:{Escape(episode.Title)}");
            Line($"DESCRIPTION:{Escape(string.Join('\n', new[] { episode.Series.Title, string.Join(", ", episode.Speakers), page.ToString() }.Where(part => part.Length > 0)))}");
            Line($"URL:{page}");
            Line($"STATUS:{(episode.State == EpisodeState.Cancelled ? "CANCELLED" : "CONFIRMED")}");
            Line("END:VEVENT");
        }
        Line("END:VCALENDAR");
        return text.ToString();

        void Line(string line)
        {
            // A longer one goes on in the next, after a space; no letter is cut in two.
            var used = 0;
            foreach (var rune in line.EnumerateRunes())
            {
                if (used + rune.Utf8SequenceLength > LongestLine)
                {
                    text.Append("\r\n ");
                    used = 1;
                }
                text.Append(rune.ToString());
                used += rune.Utf8SequenceLength;
            }
            text.Append("\r\n");
        }
    }

    private static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    private static string Escape(string text) => text
        .Replace(@"\", @"\\", StringComparison.Ordinal)
        .Replace(";", @"\;", StringComparison.Ordinal)
        .Replace(",", @"\,", StringComparison.Ordinal)
        .ReplaceLineEndings(@"\n");
}
