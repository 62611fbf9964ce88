using System.Runtime.CompilerServices;

namespace TalksPlatform.Bench.Areas.Live;

/// <summary>
/// What a talk takes in: votes that are answered when they are on the disk. A talk's session commits those of everybody who
/// waits at once; the peer commits each by itself, as most servers do, into the smallest table that will do.
/// </summary>
internal sealed class VoteFigures : IFigureSource
{
    private const int WarmUpRounds = 2;
    private const int Rounds = 9;
    private const int Voters = 500;
    private const int Connections = 50;
    private const int PgBenchSeconds = 1;

    public string Name => "votes";

    public async IAsyncEnumerable<Figure> MeasureAsync([EnumeratorCancellation] CancellationToken ct)
    {
        await using var cluster = await DurableCluster.StartAsync(ct);
        await using var talk = await TalkVotes.OpenAsync(cluster.Postgres, Voters, ct);
        await using var many = await SingleVotes.OpenAsync(cluster.Postgres, "many", Connections, ct);
        await using var one = await SingleVotes.OpenAsync(cluster.Postgres, "one", connections: 1, ct);

        var (againstMany, againstOne, againstInserts) = (new List<Round>(), new List<Round>(), new List<Round>());
        for (var i = 0; i < WarmUpRounds + Rounds; i++)
        {
            var ours = await talk.RushAsync(ct);
            againstMany.Add(new Round(ours, await many.RushAsync(ct)));
            againstOne.Add(new Round(ours, await one.RushAsync(ct)));
            againstInserts.Add(new Round(ours, i < WarmUpRounds ? 1 : await PgBench.InsertAsync(cluster.Socket, PgBenchSeconds, ct)));
        }
        var onSlowDisk = await MeasureOnSlowDiskAsync(cluster, talk, ct);
        foreach (var votes in (Votes[])[talk, many, one])
            await votes.EnsureKeptAsync(ct);

        yield return new PeerFigure("votes on the disk, 500 wait", "50 connections", 2, Measure.PerSecond, againstMany[WarmUpRounds..]);
        yield return new PeerFigure("votes on the disk, 500 wait", "pgbench inserts", 7, Measure.PerSecond, againstInserts[WarmUpRounds..]);
        yield return new LimitFigure("votes on the disk, 500 wait", 50_000, Measure.PerSecond, [.. againstInserts[WarmUpRounds..].Select(round => round.Ours)]);
        yield return new PeerFigure("votes on the disk, 500 wait", "1 connection", 20, Measure.PerSecond, againstOne[WarmUpRounds..]);
        yield return new PeerFigure("the same, a flush takes 2 ms", "pgbench inserts", 7, Measure.PerSecond, onSlowDisk);
    }

    private static async Task<IReadOnlyList<Round>> MeasureOnSlowDiskAsync(DurableCluster cluster, TalkVotes talk, CancellationToken ct)
    {
        await using var slow = await SlowDisk.BeginAsync(cluster.Socket, ct);
        var rounds = new List<Round>();
        for (var i = 0; i < Rounds; i++)
            rounds.Add(new Round(await talk.RushAsync(ct), await PgBench.InsertAsync(cluster.Socket, PgBenchSeconds, ct)));
        return rounds;
    }
}
