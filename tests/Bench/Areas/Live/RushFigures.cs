using System.Runtime.CompilerServices;

namespace TalksPlatform.Bench.Areas.Live;

/// <summary>
/// Votes through sockets, hub and disk: all at once, beside pgbench and beside the same server without a disk; evenly paced;
/// and in twenty talks at once.
/// </summary>
internal sealed class RushFigures(int attendees) : IFigureSource
{
    private const int WarmUpRounds = 6;
    private const int Rounds = 5;
    private const int PgBenchSeconds = 2;
    private const int MostVoters = 2_000;
    private const int Talks = 20;

    private static readonly TimeSpan RushPause = TimeSpan.FromMilliseconds(500);

    public string Name => "rush";

    public async IAsyncEnumerable<Figure> MeasureAsync([EnumeratorCancellation] CancellationToken ct)
    {
        await using var room = await RoomProcess.StartAsync(ct);
        var talk = (await room.OpenTalksAsync(1, ct))[0];
        var tokens = await room.IssueTokensAsync(attendees, ct);
        var voters = Math.Min(MostVoters, attendees);
        using var swarm = new Swarm(room.Port);
        await swarm.JoinAsync(tokens[..voters].Select(token => new Ticket("/hub/talk", token, talk)), ct);
        await using var forgetful = await RoomProcess.StartForgetfulAsync(ct);
        var elsewhere = (await forgetful.OpenTalksAsync(1, ct))[0];
        using var keepsNothing = new Swarm(forgetful.Port);
        await keepsNothing.JoinAsync((await forgetful.IssueTokensAsync(voters, ct)).Select(token => new Ticket("/hub/talk", token, elsewhere)), ct);

        var (againstInserts, againstNothing, costs, votes) = (new List<Round>(), new List<Round>(), new List<Round>(), 0);
        for (var round = 0; round < WarmUpRounds + Rounds; round++)
        {
            var ours = await RushAsync(room, swarm, talk, ct);
            votes += voters;
            var nothing = await RushAsync(forgetful, keepsNothing, elsewhere, ct);
            if (round < WarmUpRounds)
                continue;
            againstNothing.Add(new Round(ours.Rate, nothing.Rate));
            costs.Add(new Round(ours.Cost, nothing.Cost));
            againstInserts.Add(new Round(ours.Rate, await PgBench.InsertAsync(room.PostgresSocket, PgBenchSeconds, ct)));
        }
        var onSlowDisk = new List<Round>();
        await using (await SlowDisk.BeginAsync(room.PostgresSocket, ct))
        {
            for (var round = 0; round < Rounds; round++)
            {
                var ours = await RushAsync(room, swarm, talk, ct);
                votes += voters;
                onSlowDisk.Add(new Round(ours.Rate, await PgBench.InsertAsync(room.PostgresSocket, PgBenchSeconds, ct)));
            }
        }
        await EnsureKeptAsync(room, talk, votes, ct);
        yield return new PeerFigure($"votes of {voters} at once, on the disk", "pgbench inserts", 2, Measure.PerSecond, againstInserts);
        yield return new PeerFigure($"votes of {voters} at once, on the disk", "without a disk", 0.7, Measure.PerSecond, againstNothing);
        yield return new PeerFigure("the same, a flush takes 2 ms", "pgbench inserts", 2, Measure.PerSecond, onSlowDisk);
        yield return new PeerFigure("a vote, processor of the server", "without a disk", 0.7, Measure.Microseconds, costs);
        yield return new LimitFigure($"votes of {voters} at once, on the disk", 12_000, Measure.PerSecond, [.. againstInserts.Select(round => round.Ours)]);

        var (half, late) = (new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            var paced = new Ballots(swarm, swarm.All, await room.OpenPollAsync(talk, ct));
            await Task.Delay(RushPause, TimeProvider.System, ct); // everybody is told of it first
            await paced.PaceAsync(TimeSpan.FromSeconds(voters / 2_000.0), ct);
            half.Add(paced.Milliseconds.At(0.5));
            late.Add(paced.Milliseconds.At(0.99));
        }
        yield return new LimitFigure("2,000 votes a second, answered, median", 4, Measure.Milliseconds, half);
        yield return new LimitFigure("2,000 votes a second, answered, 99 of 100", 25, Measure.Milliseconds, late);

        await foreach (var figure in MeasureTwentyAsync(room, tokens[..voters], againstInserts, ct))
            yield return figure;
    }

    /// <summary>As many people in twenty talks instead of one.</summary>
    private static async IAsyncEnumerable<Figure> MeasureTwentyAsync(
        RoomProcess room, string[] tokens, List<Round> one, [EnumeratorCancellation] CancellationToken ct)
    {
        var talks = await room.OpenTalksAsync(Talks, ct);
        using var swarm = new Swarm(room.Port);
        await swarm.JoinAsync(tokens.Select((token, i) => new Ticket("/hub/talk", token, talks[i % Talks])), ct);
        var rates = new List<Round>();
        for (var round = 0; round < WarmUpRounds + Rounds; round++)
        {
            var polls = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var talk in talks)
                polls[talk] = await room.OpenPollAsync(talk, ct);
            await Task.Delay(RushPause, TimeProvider.System, ct);
            var seconds = await new Ballots(swarm, swarm.All, polls).RushAsync(ct);
            if (round >= WarmUpRounds)
                rates.Add(new Round(tokens.Length / seconds, one[round - WarmUpRounds].Ours));
        }
        yield return new PeerFigure($"votes of {tokens.Length} at once in {Talks} talks", "one talk", 0.8, Measure.PerSecond, rates);
    }

    /// <summary>Everybody votes in a new poll at once.</summary>
    private static async Task<Rush> RushAsync(RoomProcess room, Swarm swarm, string talk, CancellationToken ct)
    {
        var poll = await room.OpenPollAsync(talk, ct);
        await Task.Delay(RushPause, TimeProvider.System, ct); // everybody is told of it first
        var began = await room.ClockAsync(ct);
        var seconds = await new Ballots(swarm, swarm.All, poll).RushAsync(ct);
        var took = await room.ClockAsync(ct) - began;
        return new Rush(swarm.All.Count / seconds, took / swarm.All.Count);
    }

    private static async Task EnsureKeptAsync(RoomProcess room, string talk, int answered, CancellationToken ct)
    {
        var kept = await room.KeptAsync(talk, ct);
        if (kept < answered)
            throw new InvalidOperationException($"{answered} votes were answered, and {kept} are kept.");
    }
    /// <summary>Votes a second, and the server's processor time for each in microseconds.</summary>
    private readonly record struct Rush(double Rate, double Cost);
}
