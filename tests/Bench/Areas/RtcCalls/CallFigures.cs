using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;

namespace TalksPlatform.Bench.Areas.RtcCalls;

/// <summary>
/// A thousand telephone calls at one mixer: SIPp's callers all speak, all are received, evened out, decoded, mixed into one
/// programme, and hear it. Two cores have to do for them and for SIPp, so one core has to serve more than half of them.
/// </summary>
internal sealed class CallFigures : IFigureSource
{
    private const int Calls = 1_000;
    private const int CallsASecond = 100;
    private const int Rounds = 5;
    private const int SecondsARound = 4;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public string Name => "sound";

    public async IAsyncEnumerable<Figure> MeasureAsync([EnumeratorCancellation] CancellationToken ct)
    {
        await using var host = HostProcess.Start(CallsHost.Verb);
        var port = int.Parse(await host.AskAsync("port", ct), CultureInfo.InvariantCulture);
        await using var callers = SippCallers.Start(
            new IPEndPoint(IPAddress.Loopback, port), Calls, CallsASecond, length: 2 * Patience);
        await AllTalkAsync(host, callers, ct);

        var loads = new List<CallsLoad>();
        var sipp = callers.ProcessorSeconds;
        for (var i = 0; i < Rounds; i++)
            loads.Add(CallsLoad.Parse(await host.AskAsync($"measure {SecondsARound}", ct)));
        sipp = (callers.ProcessorSeconds - sipp) / (Rounds * SecondsARound);

        yield return new LimitFigure(
            "G.711 calls received, mixed, sent", 700, Measure.PerCore, [.. loads.Select(load => load.Calls / load.Cores)]);
        yield return new LimitFigure(
            "cores for 1,000 calls", 1.5, Measure.Count, [.. loads.Select(load => load.Cores)]);
        yield return new LimitFigure("cores that SIPp takes beside", 0.5, Measure.Count, sipp);
        yield return new LimitFigure(
            "99 of 100 ticks come within", 10, Measure.Milliseconds, [.. loads.Select(load => load.LatenessMilliseconds)]);
        yield return new LimitFigure(
            "packets missed", 1, Measure.Percent, [.. loads.Select(load => load.MissedPercent)]);
        yield return new LimitFigure(
            "allocated a packet, reports included", 16, Measure.Bytes, [.. loads.Select(load => load.AllocatedBytes / (2.0 * load.Received))]);
        yield return new LimitFigure("threads", 40, Measure.Count, [.. loads.Select(load => (double)load.Threads)]);
    }

    private static async Task AllTalkAsync(HostProcess host, SippCallers callers, CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(Patience);
        while (await host.AskAsync("count", patience.Token) != Calls.ToString(CultureInfo.InvariantCulture))
        {
            if (callers.HasEnded)
                throw new InvalidOperationException($"SIPp has ended: {callers.LastWords}");
            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, patience.Token);
        }
    }
}
