using System.Runtime.CompilerServices;

namespace TalksPlatform.Bench.Areas.Rtc;

/// <summary>
/// What a listener of the shared programme costs the server: to let him in, to keep him, and to send him one Opus payload that
/// goes to everybody, to each with keys of his own. It is all that the server's process takes, in processor time and memory:
/// with reports, connectivity checks, garbage collection and the kernel's delivery.
/// </summary>
internal sealed class ListenerFigures : IFigureSource
{
    private const int Trial = 100;
    private const int Groups = 5;
    private const int Listeners = 1_000;
    private const int MoreListeners = 2_000;
    private const int AtATime = 32;
    private const int SlowPace = 60; // milliseconds, at which one machine can be the 3,000 listeners, too
    private const int WarmUpRounds = 2;
    private const int Rounds = 5;
    private const int FramesARound = 50;

    public string Name => "listeners";

    public async IAsyncEnumerable<Figure> MeasureAsync([EnumeratorCancellation] CancellationToken ct)
    {
        await using var endpoint = new EndpointProcess();
        await using var listeners = new Crowd(speaks: false);
        await listeners.JoinAsync(endpoint, listeners.Prepare(Trial), AtATime, ct); // compiles what is on the way

        var loads = new List<ProcessLoad> { await endpoint.LoadAsync(ct) };
        for (var i = 0; i < Groups; i++)
        {
            await listeners.JoinAsync(endpoint, listeners.Prepare(Listeners / Groups), AtATime, ct);
            loads.Add(await endpoint.LoadAsync(ct));
        }
        yield return new LimitFigure(
            "joins: offer, checks, DTLS, keys", 1_000, Measure.PerSecondAndCore, JoinsASecond(loads));
        yield return new LimitFigure(
            "memory of a listener", 150, Measure.Kibibytes, (loads[^1].Kibibytes - loads[0].Kibibytes) / Listeners);

        var usual = await FeedAsync(endpoint, milliseconds: 20, ct);
        yield return new LimitFigure(
            "listeners of one voice, 20 ms a packet", 2_500, Measure.PerCore, [.. usual.Select(cost => cost.ListenersACore(20))]);
        yield return new LimitFigure(
            "allocated a packet", 4, Measure.Bytes, [.. usual.Select(cost => cost.BytesAPacket)]);

        var longer = await FeedAsync(endpoint, milliseconds: 40, ct);
        yield return new LimitFigure(
            "listeners of one voice, 40 ms a packet", 4_500, Measure.PerCore, [.. longer.Select(cost => cost.ListenersACore(40))]);

        var few = await FeedAsync(endpoint, SlowPace, ct);
        await listeners.JoinAsync(endpoint, listeners.Prepare(MoreListeners), AtATime, ct);
        var many = await FeedAsync(endpoint, SlowPace, ct);
        yield return new PeerFigure(
            "a packet to each of 3,100 listeners", "1,100 of them", 0.8, Measure.Microseconds, [.. many.Zip(few, Compare)]);
    }

    private static Round Compare(FeedCost many, FeedCost few) => new(many.MicrosecondsAPacket, few.MicrosecondsAPacket);

    private static double[] JoinsASecond(IReadOnlyList<ProcessLoad> loads) =>
        [.. loads.Zip(loads.Skip(1), (before, after) => Listeners / Groups * 1e6 / (after.Microseconds - before.Microseconds))];

    private static async Task<IReadOnlyList<FeedCost>> FeedAsync(EndpointProcess endpoint, int milliseconds, CancellationToken ct)
    {
        var costs = new List<FeedCost>();
        for (var i = 0; i < WarmUpRounds + Rounds; i++)
            costs.Add(await endpoint.FeedAsync(FramesARound, TimeSpan.FromMilliseconds(milliseconds), ct));
        return costs[WarmUpRounds..];
    }
}
