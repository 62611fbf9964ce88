using System.Globalization;

namespace TalksPlatform.Server.Pages.Text;

/// <summary>A week of the station's calendar, from Monday to Sunday in its zone, as ISO 8601 numbers them: 2026-48.</summary>
/// <param name="Year">ISO 8601's, which is not always Monday's.</param>
/// <param name="Number">From 1.</param>
internal readonly record struct StationWeek(int Year, int Number)
{
    private const int FirstYear = 2000;
    private const int LastYear = 2100;

    /// <summary>The week as an address names it; null when it is none.</summary>
    public static StationWeek? Parse(string? text) =>
        text?.Split('-') is [{ Length: 4 } years, { Length: 1 or 2 } weeks]
        && int.TryParse(years, NumberStyles.None, CultureInfo.InvariantCulture, out var year)
        && int.TryParse(weeks, NumberStyles.None, CultureInfo.InvariantCulture, out var week)
        && year is >= FirstYear and <= LastYear && week >= 1 && week <= ISOWeek.GetWeeksInYear(year)
            ? new StationWeek(year, week)
            : null;

    /// <summary>The week of an instant.</summary>
    public static StationWeek Of(DateTimeOffset at, string zone) => Of(StationTime.In(zone, at).DateTime);

    public DateTime Monday => ISOWeek.ToDateTime(Year, Number, DayOfWeek.Monday);

    public DateTime Sunday => Monday.AddDays(6);

    /// <summary>The week before, or null where the calendar begins.</summary>
    public StationWeek? Before => Within(Of(Monday.AddDays(-7)));

    /// <summary>The week after, or null where the calendar ends.</summary>
    public StationWeek? After => Within(Of(Monday.AddDays(7)));

    /// <summary>When it begins, and when the next one does.</summary>
    public (DateTimeOffset From, DateTimeOffset To) In(string zone) => (Midnight(Monday, zone), Midnight(Monday.AddDays(7), zone));

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Year:D4}-{Number:D2}");

    private static StationWeek Of(DateTime day) => new(ISOWeek.GetYear(day), ISOWeek.GetWeekOfYear(day));

    private static StationWeek? Within(StationWeek week) => week.Year is >= FirstYear and <= LastYear ? week : null;

    private static DateTimeOffset Midnight(DateTime day, string zone)
    {
        var offset = TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found) ? found.GetUtcOffset(day) : TimeSpan.Zero;
        return new DateTimeOffset(DateTime.SpecifyKind(day, DateTimeKind.Unspecified), offset);
    }
}
