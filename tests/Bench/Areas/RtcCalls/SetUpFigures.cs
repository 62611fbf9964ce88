using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;

namespace TalksPlatform.Bench.Areas.RtcCalls;

/// <summary>
/// Calls that are dialled, ring, are answered, confirmed and hung up at once, each with sockets, codecs and a jitter buffer of
/// its own: SIPp dials more of them a second than are asked of us, by UDP. Both share two cores.
/// </summary>
internal sealed class SetUpFigures : IFigureSource
{
    private const int Rounds = 3;
    private const int CallsASecond = 500;
    private const int Calls = 5_000;

    public string Name => "set-ups";

    public async IAsyncEnumerable<Figure> MeasureAsync([EnumeratorCancellation] CancellationToken ct)
    {
        await using var host = HostProcess.Start(SetUpsHost.Verb);
        var target = new IPEndPoint(IPAddress.Loopback, int.Parse(await host.AskAsync("port", ct), CultureInfo.InvariantCulture));
        await DialAsync(host, target, CallsASecond, ct); // warm up
        var rounds = new List<Load>();
        for (var i = 0; i < Rounds; i++)
            rounds.Add(await DialAsync(host, target, Calls, ct));

        yield return new LimitFigure("calls set up and ended", 300, Measure.PerSecond, [.. rounds.Select(round => round.Answered / round.Seconds)]);
        yield return new LimitFigure("calls set up and ended", 1_000, Measure.PerSecondAndCore, [.. rounds.Select(round => round.Answered / round.ProcessorSeconds)]);
        yield return new LimitFigure("calls that failed", 0, Measure.Count, [.. rounds.Select(round => (double)(Calls - round.Answered))]);
        yield return new LimitFigure("allocated a call", 200 * 1_024, Measure.Bytes, [.. rounds.Select(round => round.AllocatedBytes / round.Answered)]);
    }

    private static async Task<Load> DialAsync(HostProcess host, IPEndPoint target, int calls, CancellationToken ct)
    {
        var before = Load.Parse(await host.AskAsync("load", ct));
        var began = Stopwatch.GetTimestamp();
        await using var sipp = SippCallers.Dial(target, calls, CallsASecond);
        await sipp.EndAsync(ct);
        var after = Load.Parse(await host.AskAsync("load", ct));
        return new Load(
            after.Answered - before.Answered,
            after.ProcessorSeconds - before.ProcessorSeconds,
            after.AllocatedBytes - before.AllocatedBytes,
            Stopwatch.GetElapsedTime(began).TotalSeconds);
    }

    private readonly record struct Load(double Answered, double ProcessorSeconds, double AllocatedBytes, double Seconds)
    {
        public static Load Parse(string line)
        {
            var numbers = Array.ConvertAll(line.Split(' '), word => double.Parse(word, CultureInfo.InvariantCulture));
            return new Load(numbers[0], numbers[1], numbers[2], 0);
        }
    }
}
