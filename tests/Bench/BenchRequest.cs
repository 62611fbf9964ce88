using System.Globalization;

namespace TalksPlatform.Bench;

/// <summary>What somebody wants measured.</summary>
/// <param name="Area">The area.</param>
/// <param name="Part">One of its parts, or null for all.</param>
/// <param name="Attendees">The size of a crowd.</param>
internal sealed record BenchRequest(string Area, string? Part, int Attendees)
{
    /// <summary>So many that two cores carry them, server and crowd together.</summary>
    public const int UsualAttendees = 2_000;

    /// <summary>A process has 20,000 descriptors on many machines.</summary>
    public const int MostAttendees = 10_000;

    /// <summary>Reads AREA [PART] [--attendees N]; null when it is not that.</summary>
    public static BenchRequest? Parse(string[] arguments) => arguments switch
    {
        [.. var named, "--attendees", var number] when int.TryParse(number, CultureInfo.InvariantCulture, out var attendees)
            && attendees is >= 100 and <= MostAttendees => Name(named, attendees),
        _ => Name(arguments, UsualAttendees),
    };

    public IFigureSource[] Find() => BenchAreas.For(Attendees).TryGetValue(Area, out var sources)
        ? Array.FindAll(sources, source => Part is null || source.Name == Part)
        : [];

    private static BenchRequest? Name(string[] named, int attendees) => named switch
    {
        [var area] => new BenchRequest(area, null, attendees),
        [var area, var part] => new BenchRequest(area, part, attendees),
        _ => null,
    };
}
