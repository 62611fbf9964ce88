using System.Runtime.CompilerServices;

namespace TalksPlatform.Bench.Areas.Rtc;

/// <summary>
/// Ten thousand peers come, are connected, and leave again: what the server holds must not grow. It takes minutes, so it is
/// an area of its own.
/// </summary>
internal sealed class ChurnFigures : IFigureSource
{
    private const int Cycles = 10_000;
    private const int Group = 250;
    private const int AtATime = 32;
    private const int Trial = 4_000; // pools and heaps have their size by then

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    public string Name => "churn";

    public async IAsyncEnumerable<Figure> MeasureAsync([EnumeratorCancellation] CancellationToken ct)
    {
        await using var endpoint = new EndpointProcess();
        await using var crowd = new Crowd(speaks: true);
        await CycleAsync(endpoint, crowd, Trial, ct);
        var before = await endpoint.LoadAsync(ct);
        await CycleAsync(endpoint, crowd, Cycles, ct);
        var after = await endpoint.LoadAsync(ct);

        yield return new LimitFigure(
            "memory kept of a connection that is over", 0.3, Measure.Kibibytes, (after.Kibibytes - before.Kibibytes) / Cycles);
        yield return new LimitFigure("handles more after 10,000 connections", 2, Measure.Count, after.Handles - before.Handles);
        yield return new LimitFigure("threads more after 10,000 connections", 4, Measure.Count, after.Threads - before.Threads);
        yield return new LimitFigure("peers that are not forgotten", 0, Measure.Count, after.Peers);
    }

    private static async Task CycleAsync(EndpointProcess endpoint, Crowd crowd, int cycles, CancellationToken ct)
    {
        for (var done = 0; done < cycles; done += Group)
        {
            await crowd.JoinAsync(endpoint, crowd.Prepare(Group), AtATime, ct);
            await crowd.LeaveAsync();
        }
        while ((await endpoint.LoadAsync(ct)).Peers > 0)
            await Task.Delay(Pause, ct); // the last goodbyes are under way
    }
}
