using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using TalksPlatform.Contracts;
using TalksPlatform.Server.Http;
using TalksPlatform.Server.Pages.Text;

namespace TalksPlatform.Server.Pages;

/// <summary>The talks of one week, day by day, of one language or topic if one likes.</summary>
/// <param name="calendar">The calendar's weeks.</param>
/// <param name="episodes">The series, and what comes next.</param>
/// <param name="site">This installation.</param>
/// <param name="time">The clock that knows this week.</param>
[AllowAnonymous]
internal sealed class ScheduleModel(ICalendarLookUp calendar, IEpisodeReader episodes, SiteOptions site, TimeProvider time) : PageModel
{
    private const int Most = 300;

    /// <summary>The week that is asked for: 2026-48. What is none is this week.</summary>
    [BindProperty(SupportsGet = true, Name = "w")]
    public string? Asked { get; set; }

    /// <summary>The series' language, or null for all.</summary>
    [BindProperty(SupportsGet = true, Name = "language")]
    public string? Language { get; set; }

    /// <summary>The series' category, or null for all.</summary>
    [BindProperty(SupportsGet = true, Name = "topic")]
    public string? Topic { get; set; }

    public StationWeek Week { get; private set; }

    public bool IsThisWeek { get; private set; }

    /// <summary>IANA zone of the days: that of most series.</summary>
    public string Zone { get; private set; } = "UTC";

    public IReadOnlyList<(DateTime Day, IReadOnlyList<EpisodeCard> Episodes)> Days { get; private set; } = [];

    /// <summary>What comes next of all weeks, for a week in which there is nothing.</summary>
    public EpisodeCard? Next { get; private set; }

    public IReadOnlyList<string> Languages { get; private set; } = [];

    public IReadOnlyList<string> Topics { get; private set; } = [];

    /// <summary>Where it is heard without data, with the series for which that holds; none for all of the station.</summary>
    public IReadOnlyList<(string Frequency, IReadOnlyList<SeriesCard> Series)> Frequencies { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken ct)
    {
        var series = await episodes.SeriesAsync(ct);
        Zone = series.CountBy(one => one.Zone).OrderByDescending(zone => zone.Value).Select(zone => zone.Key).FirstOrDefault("UTC");
        Languages = [.. series.Select(one => one.Language).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        Topics = [.. series.Select(one => one.Category).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        Language = Languages.Contains(Language ?? "", StringComparer.Ordinal) ? Language : null;
        Topic = Topics.Contains(Topic ?? "", StringComparer.Ordinal) ? Topic : null;
        Frequencies =
        [
            .. site.Frequency is { } own ? [(own, [])] : Array.Empty<(string, IReadOnlyList<SeriesCard>)>(),
            .. series.Where(one => one.Frequency is not null && one.Frequency != site.Frequency)
                .GroupBy(one => one.Frequency!, StringComparer.Ordinal)
                .Select(group => (group.Key, (IReadOnlyList<SeriesCard>)[.. group])),
        ];

        var now = StationWeek.Of(time.GetUtcNow(), Zone);
        Week = StationWeek.Parse(Asked) ?? now;
        IsThisWeek = Week == now;
        var (from, to) = Week.In(Zone);
        Days =
        [
            .. (await calendar.BetweenAsync(from, to, Most, ct))
                .Where(Fits)
                .GroupBy(episode => StationTime.In(Zone, episode.StartsAt).Date)
                .Select(day => (day.Key, (IReadOnlyList<EpisodeCard>)[.. day])),
        ];
        if (Days.Count == 0)
            Next = (await episodes.UpcomingAsync(Most, ct)).FirstOrDefault(Fits);
    }

    /// <summary>A language in its own words; its tag where nobody here knows it.</summary>
    public static string NameOf(string language)
    {
        try
        {
            return CultureInfo.GetCultureInfo(language).NativeName;
        }
        catch (CultureNotFoundException)
        {
            return language;
        }
    }

    /// <summary>The address of a week with the same filter.</summary>
    public string At(StationWeek week) => $"/schedule{QueryString.Create(Filter.Prepend(new("w", week.ToString())))}";

    /// <summary>The address for calendars with the same filter.</summary>
    public string Calendar => $"/calendar.ics{QueryString.Create(Filter)}";

    private IEnumerable<KeyValuePair<string, string?>> Filter =>
        new KeyValuePair<string, string?>[] { new("language", Language), new("topic", Topic) }.Where(choice => choice.Value is not null);

    private bool Fits(EpisodeCard episode) =>
        (Language is null || episode.Series.Language == Language) && (Topic is null || episode.Series.Category == Topic);
}
