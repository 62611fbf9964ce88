using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Phone.Lines;

/// <summary>What a series' telephone numbers do.</summary>
/// <param name="Numbers">As trunks dial them: digits, with or without +, or the user part of a SIP address.</param>
/// <param name="Languages">Callers may choose among them; none takes the series' own.</param>
/// <param name="CallsBack">A call is refused, so that it costs nothing, and the caller is called.</param>
/// <param name="Prefixes">Only numbers that begin with one of them are called.</param>
/// <param name="CallsADay">How many calls a day of the series' zone.</param>
/// <param name="MinutesADay">How long they may take together.</param>
internal sealed record PhoneLine(
    SeriesId Series,
    IReadOnlyList<string> Numbers,
    IReadOnlyList<string> Languages,
    bool CallsBack,
    IReadOnlyList<string> Prefixes,
    int CallsADay,
    int MinutesADay)
{
    /// <summary>A series that never said anything of its line.</summary>
    public static PhoneLine Plain(SeriesId series) => new(series, [], [], CallsBack: false, [], 0, 0);

    /// <summary>A number that was dialled or is called, as it is compared.</summary>
    public static string Plain(string number)
    {
        var text = number.Trim().TrimStart('+').ToLowerInvariant();
        return text.StartsWith("00", StringComparison.Ordinal) ? text[2..] : text;
    }
}
