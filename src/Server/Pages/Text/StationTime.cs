using System.Globalization;

namespace TalksPlatform.Server.Pages.Text;

/// <summary>Dates and hours as people of the station read them: in its zone, in the page's language.</summary>
internal static class StationTime
{
    public static DateTimeOffset In(string zone, DateTimeOffset at) =>
        TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found) ? TimeZoneInfo.ConvertTime(at, found) : at.ToUniversalTime();

    /// <summary>"Thu 26 Nov, 19:00 Vientiane".</summary>
    public static string Show(DateTimeOffset at, string zone, PageText text, bool dateOnly = false)
    {
        var local = In(zone, at);
        var day = local.ToString(dateOnly ? "d MMM yyyy" : "ddd d MMM", text.Culture);
        return dateOnly ? day : text["time.when", ("day", day), ("time", Clock(local)), ("city", City(zone, text))];
    }

    public static string Clock(DateTimeOffset local) => local.ToString("HH:mm", CultureInfo.InvariantCulture);

    /// <summary>To the second, where minutes are too long.</summary>
    public static string Exact(DateTimeOffset local) => local.ToString("HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>The zone's city in the page's language when a text has it, else in English.</summary>
    public static string City(string zone, PageText text)
    {
        var key = $"zone.{zone}";
        return text.Has(key) ? text[key] : zone[(zone.LastIndexOf('/') + 1)..].Replace('_', ' ');
    }

    /// <summary>"starts in 25 minutes", "in 3 hours", "in 2 days": a countdown in words.</summary>
    public static string Until(TimeSpan wait, PageText text) => wait switch
    {
        { TotalMinutes: < 1 } => text["time.now"],
        { TotalMinutes: < 60 } => text["time.in-minutes", ("n", (int)wait.TotalMinutes)],
        { TotalHours: < 36 } => text["time.in-hours", ("n", (int)Math.Round(wait.TotalHours))],
        _ => text["time.in-days", ("n", (int)Math.Round(wait.TotalDays))],
    };

    /// <summary>Hours, minutes and seconds: 38:05, 1:02:07.</summary>
    public static string Length(TimeSpan length) =>
        length.ToString(length.TotalHours >= 1 ? @"h\:mm\:ss" : @"m\:ss", CultureInfo.InvariantCulture);

    /// <summary>What a download costs: "9 MB", "430 KB".</summary>
    public static string Size(long bytes, PageText text) => bytes < 1_000_000
        ? text["size.kb", ("n", Math.Max(1, bytes / 1000))]
        : text["size.mb", ("n", bytes < 10_000_000 ? Math.Round(bytes / 1e6, 1) : Math.Round(bytes / 1e6))];
}
