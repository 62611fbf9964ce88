using System.Globalization;
using TalksPlatform.TestKit.Voices;

namespace TalksPlatform.Bench.Areas.RtcCalls;

/// <summary>How calls have gone.</summary>
/// <param name="Answered">Calls.</param>
/// <param name="Heard">Those whose note came back for as long as can be asked of them.</param>
/// <param name="Clear">Half seconds in which a call's note came back at its level, and nothing else.</param>
/// <param name="Blurred">Half seconds in which it did not.</param>
/// <param name="Received">Packets.</param>
/// <param name="Missed">Packets that were lost, late or dropped.</param>
/// <param name="ProcessorSeconds">Taken since the process began.</param>
internal readonly record struct MinuteResult(
    double Answered, double Heard, double Clear, double Blurred, double Received, double Missed, double ProcessorSeconds)
{
    private const int LeastHalfSeconds = 70; // of the 80 in 40 s

    public static MinuteResult Of(IReadOnlyList<EchoedNote> notes)
    {
        var statistics = notes.Select(note => note.Statistics).ToArray();
        return new MinuteResult(
            notes.Count,
            notes.Count(note => note.Clear >= LeastHalfSeconds),
            notes.Sum(note => note.Clear),
            notes.Sum(note => note.Blurred),
            statistics.Sum(voice => voice.Received),
            statistics.Sum(voice => voice.Lost + voice.Late + voice.Dropped),
            Environment.CpuUsage.TotalTime.TotalSeconds);
    }

    public static MinuteResult Parse(string line)
    {
        var numbers = Array.ConvertAll(line.Split(' '), word => double.Parse(word, CultureInfo.InvariantCulture));
        return new MinuteResult(numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5], numbers[6]);
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Answered} {Heard} {Clear} {Blurred} {Received} {Missed} {ProcessorSeconds}");
}
