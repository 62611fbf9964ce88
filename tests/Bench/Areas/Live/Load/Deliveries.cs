using System.Diagnostics;
using System.Globalization;

namespace TalksPlatform.Bench.Areas.Live;

/// <summary>Notes when each attendee heard each marked message.</summary>
internal sealed class Deliveries : ISwarmEar
{
    private const int NumberDigits = 8;
    private const int TimeDigits = 20;

    private readonly List<double> _milliseconds = [];
    private readonly Dictionary<int, double> _last = [];

    /// <summary>Milliseconds from the telling to the hearing, all of them. Read it when nothing comes any more.</summary>
    public IReadOnlyList<double> Milliseconds => _milliseconds;

    /// <summary>For each message, when the last attendee heard it.</summary>
    public IEnumerable<double> Last => _last.Values;

    /// <summary>What a message bears so that it is known again. Both processes read the same clock.</summary>
    public static string Mark(int number, long at) => string.Create(CultureInfo.InvariantCulture, $"@@{number:D8}:{at:D20}");

    public void Hear(Attendee who, ReadOnlySpan<byte> record, long at)
    {
        var mark = record.IndexOf("@@"u8);
        if (mark < 0)
            return;
        record = record[(mark + 2)..];
        var number = int.Parse(record[..NumberDigits], CultureInfo.InvariantCulture);
        var told = long.Parse(record.Slice(NumberDigits + 1, TimeDigits), CultureInfo.InvariantCulture);
        var took = Stopwatch.GetElapsedTime(told, at).TotalMilliseconds;
        _milliseconds.Add(took);
        _last[number] = Math.Max(took, _last.GetValueOrDefault(number));
    }
}
