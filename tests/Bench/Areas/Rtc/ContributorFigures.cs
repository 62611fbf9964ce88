using System.Runtime.CompilerServices;

namespace TalksPlatform.Bench.Areas.Rtc;

/// <summary>
/// What the transport of a contributor costs the server: a packet in, up to the jitter buffer, and a packet out. Decoding,
/// mixing and encoding are not in it.
/// </summary>
internal sealed class ContributorFigures : IFigureSource
{
    private const int Contributors = 200;
    private const int WarmUpRounds = 3;
    private const int Rounds = 5;
    private const int Packets = 50;

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);

    public string Name => "contributors";

    public async IAsyncEnumerable<Figure> MeasureAsync([EnumeratorCancellation] CancellationToken ct)
    {
        await using var endpoint = new EndpointProcess();
        await using var crowd = new Crowd(speaks: true);
        await crowd.JoinAsync(endpoint, crowd.Prepare(Contributors), 32, ct);

        var costs = new List<FeedCost>();
        for (var i = 0; i < WarmUpRounds + Rounds; i++)
        {
            var speaking = Task.Run(() => crowd.Speak(Packets, Interval), ct);
            costs.Add(await endpoint.FeedAsync(Packets, Interval, ct));
            await speaking;
        }
        yield return new LimitFigure(
            "a contributor's packet in and one out", 15, Measure.Microseconds, [.. costs[WarmUpRounds..].Select(cost => cost.MicrosecondsAPacket)]);
        yield return new LimitFigure(
            "allocated for both", 4, Measure.Bytes, [.. costs[WarmUpRounds..].Select(cost => cost.BytesAPacket)]);
    }
}
