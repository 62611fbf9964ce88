using System.Globalization;

namespace TalksPlatform.Bench;

/// <summary>What somebody wants measured.</summary>
/// <param name="Area">The area.</param>
/// <param name="Part">One of its parts, or null for all.</param>
/// <param name="Attendees">The size of a crowd.</param>
/// <param name="Minutes">How long what is about time is watched.</param>
internal sealed record BenchRequest(string Area, string? Part, int Attendees, double Minutes)
{
    /// <summary>So many that two cores carry them, server and crowd together.</summary>
    public const int UsualAttendees = 2_000;

    /// <summary>A process has 20,000 descriptors on many machines.</summary>
    public const int MostAttendees = 10_000;

    public const double UsualMinutes = 1;

    private const double MostMinutes = 24 * 60;

    /// <summary>Reads AREA [PART] [--attendees N] [--minutes N]; null when it is not that.</summary>
    public static BenchRequest? Parse(string[] arguments) => arguments switch
    {
        [.. var before, "--attendees", var number] when int.TryParse(number, CultureInfo.InvariantCulture, out var attendees)
            && attendees is >= 100 and <= MostAttendees => Parse(before) is { } named ? named with { Attendees = attendees } : null,
        [.. var before, "--minutes", var number] when double.TryParse(number, CultureInfo.InvariantCulture, out var minutes)
            && minutes is > 0 and <= MostMinutes => Parse(before) is { } named ? named with { Minutes = minutes } : null,
        [var area] => new BenchRequest(area, null, UsualAttendees, UsualMinutes),
        [var area, var part] => new BenchRequest(area, part, UsualAttendees, UsualMinutes),
        _ => null,
    };

    public IFigureSource[] Find() => BenchAreas.For(Attendees, Minutes).TryGetValue(Area, out var sources)
        ? Array.FindAll(sources, source => Part is null || source.Name == Part)
        : [];
}
