using System.Diagnostics;
using System.Globalization;

namespace TalksPlatform.Bench.Areas.Live;

/// <summary>
/// Notes how long after the first attendee each other one hears a new count of people: the only news that a server tells
/// everybody without a trace in the talk.
/// </summary>
internal sealed class HeadCounts : ISwarmEar
{
    private readonly Dictionary<long, News> _news = [];

    /// <summary>For each that heard, milliseconds after the first one. Read it when nothing comes any more.</summary>
    public IEnumerable<double> Milliseconds => _news.Values.SelectMany(news => news.Milliseconds);

    /// <summary>How many, of so many attendees, did not hear of each count, in all.</summary>
    public int Missed(int attendees) => _news.Values.Sum(news => Math.Max(0, attendees - news.Milliseconds.Count));

    public void Hear(Attendee who, ReadOnlySpan<byte> record, long at)
    {
        if (record.IndexOf("\"target\":\"people\""u8) < 0)
            return;
        var digits = record[(record.IndexOf("\"arguments\":["u8) + 13)..];
        var count = long.Parse(digits[..digits.IndexOfAnyExceptInRange((byte)'0', (byte)'9')], CultureInfo.InvariantCulture);
        if (!_news.TryGetValue(count, out var news))
            _news[count] = news = new News(at, []);
        news.Milliseconds.Add(Stopwatch.GetElapsedTime(news.FirstAt, at).TotalMilliseconds);
    }

    private sealed record News(long FirstAt, List<double> Milliseconds);
}
