using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;

namespace TalksPlatform.Bench.Areas.RtcCalls;

/// <summary>
/// 200 calls at 10 a second, the last of them over after a minute. SIPp sends back what it hears; each call is coded by
/// itself and bears a note of its own, which has to come back.
/// </summary>
internal sealed class MinuteFigures : IFigureSource
{
    private const int Calls = 200;
    private const int CallsASecond = 10;

    private static readonly TimeSpan Length = TimeSpan.FromSeconds(60) - TimeSpan.FromSeconds(Calls / CallsASecond);

    public string Name => "minute";

    public async IAsyncEnumerable<Figure> MeasureAsync([EnumeratorCancellation] CancellationToken ct)
    {
        await using var host = HostProcess.Start(MinuteHost.Verb);
        var port = int.Parse(await host.AskAsync("port", ct), CultureInfo.InvariantCulture);
        var began = Stopwatch.GetTimestamp();
        await using var sipp = SippCallers.Echo(new IPEndPoint(IPAddress.Loopback, port), Calls, CallsASecond, Length);
        var failed = await sipp.EndAsync(ct) != 0;
        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        var result = MinuteResult.Parse(await host.AskAsync("result", ct));
        if (failed)
            await Console.Error.WriteLineAsync(sipp.LastWords);

        yield return new LimitFigure("of 200 calls, not answered or failed", 0, Measure.Count, Calls - result.Answered + (failed ? 1 : 0));
        yield return new LimitFigure("of 200 calls, own note not heard all the time", 0, Measure.Count, Calls - result.Heard);
        yield return new LimitFigure("half seconds without it", 1, Measure.Percent, 100 * result.Blurred / (result.Clear + result.Blurred));
        yield return new LimitFigure("packets missed", 1, Measure.Percent, 100 * result.Missed / (result.Received + result.Missed));
        yield return new LimitFigure("cores, each call coded by itself", 1, Measure.Count, result.ProcessorSeconds / seconds);
    }
}
