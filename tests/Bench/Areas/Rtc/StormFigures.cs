using System.Runtime.CompilerServices;

namespace TalksPlatform.Bench.Areas.Rtc;

/// <summary>
/// A thousand join in one moment, while others talk: how many handshakes a core does, and how long a packet is under way
/// inside the server meanwhile.
/// </summary>
internal sealed class StormFigures : IFigureSource
{
    private const int Trial = 100;
    private const int Storm = 1_000;

    private static readonly TimeSpan Calm = TimeSpan.FromSeconds(2);

    public string Name => "storm";

    public async IAsyncEnumerable<Figure> MeasureAsync([EnumeratorCancellation] CancellationToken ct)
    {
        await using var endpoint = new EndpointProcess();
        await using var crowd = new Crowd(speaks: false);
        await crowd.JoinAsync(endpoint, crowd.Prepare(Trial), Trial, ct); // compiles what is on the way
        var joining = crowd.Prepare(Storm);

        await endpoint.ProbeAsync(ct);
        await Task.Delay(Calm, ct);
        var before = await endpoint.ProbedAsync(ct);
        yield return new LimitFigure("a packet through the server, 99 % in", 10, Measure.Milliseconds, before[1]);

        var load = await endpoint.LoadAsync(ct);
        await endpoint.ProbeAsync(ct);
        await crowd.JoinAsync(endpoint, joining, Storm, ct);
        var slowest = (await endpoint.ProbedAsync(ct))[2];
        var spent = (await endpoint.LoadAsync(ct)).Microseconds - load.Microseconds;
        yield return new LimitFigure("the slowest while 1,000 join at once", 20, Measure.Milliseconds, slowest);
        yield return new LimitFigure("joins in the storm", 1_000, Measure.PerSecondAndCore, Storm * 1e6 / spent);
    }
}
