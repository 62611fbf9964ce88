using System.Runtime.CompilerServices;

namespace TalksPlatform.Bench.Areas.Live;

/// <summary>
/// Votes through sockets, hub and disk: all at once, beside pgbench and beside a hub that keeps nothing; evenly paced; and
/// in the moment that kills others, when a poll opens and more people come.
/// </summary>
internal sealed class RushFigures(int attendees) : IFigureSource
{
    private const int WarmUpRounds = 6;
    private const int Rounds = 5;
    private const int PgBenchSeconds = 2;
    private const int MostVoters = 2_000;

    private static readonly TimeSpan RushPause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan MomentLength = TimeSpan.FromSeconds(5);

    public string Name => "rush";

    public async IAsyncEnumerable<Figure> MeasureAsync([EnumeratorCancellation] CancellationToken ct)
    {
        await using var room = await RoomProcess.StartAsync(ct);
        var talk = (await room.OpenTalksAsync(1, ct))[0];
        var tokens = await room.IssueTokensAsync(attendees, ct);
        var voters = Math.Min(MostVoters, attendees);
        using var swarm = new Swarm(room.Port);
        await swarm.JoinAsync(tokens[..voters].Select(token => new Ticket("/hub/talk", token, talk)), ct);
        using var keepsNothing = new Swarm(room.Port);
        await keepsNothing.JoinAsync(Enumerable.Repeat(new Ticket(StockHub.Path, null, talk), voters), ct);

        var (againstInserts, againstNothing, costs, votes) = (new List<Round>(), new List<Round>(), new List<Round>(), 0);
        for (var round = 0; round < WarmUpRounds + Rounds; round++)
        {
            var poll = await room.OpenPollAsync(talk, ct);
            await Task.Delay(RushPause, TimeProvider.System, ct);
            var began = await room.ClockAsync(ct);
            var ours = voters / await new Ballots(swarm, swarm.All, poll).RushAsync(ct);
            var between = await room.ClockAsync(ct);
            votes += voters;
            againstNothing.Add(new Round(ours, voters / await new Ballots(keepsNothing, keepsNothing.All, "none").RushAsync(ct)));
            costs.Add(new Round((between - began) / voters, (await room.ClockAsync(ct) - between) / voters));
            if (round >= WarmUpRounds)
                againstInserts.Add(new Round(ours, await PgBench.InsertAsync(room.PostgresSocket, PgBenchSeconds, ct)));
            await Task.Delay(RushPause, TimeProvider.System, ct);
        }
        await EnsureKeptAsync(room, talk, votes, ct);
        yield return new PeerFigure($"votes of {voters} at once, on the disk", "pgbench inserts", 2, Measure.PerSecond, againstInserts);
        yield return new PeerFigure($"votes of {voters} at once, on the disk", "hub without disk", 0.7, Measure.PerSecond, againstNothing[WarmUpRounds..]);
        yield return new PeerFigure("a vote, processor of the server", "hub without disk", 0.7, Measure.Microseconds, costs[WarmUpRounds..]);
        yield return new LimitFigure($"votes of {voters} at once, on the disk", 12_000, Measure.PerSecond, [.. againstInserts.Select(round => round.Ours)]);

        var paced = new Ballots(swarm, swarm.All, await room.OpenPollAsync(talk, ct));
        await paced.PaceAsync(TimeSpan.FromSeconds(voters / 2_000.0), ct);
        yield return new LimitFigure("2,000 votes a second, answered, median", 4, Measure.Milliseconds, paced.Milliseconds.At(0.5));
        yield return new LimitFigure("2,000 votes a second, answered, 99 of 100", 25, Measure.Milliseconds, paced.Milliseconds.At(0.99));

        await foreach (var figure in MeasureMomentAsync(room, swarm, talk, tokens, ct))
            yield return figure;
    }

    /// <summary>Of all attendees, nine tenths watch; a poll opens, two fifths vote within seconds, and a tenth comes in meanwhile.</summary>
    private async IAsyncEnumerable<Figure> MeasureMomentAsync(
        RoomProcess room, Swarm swarm, string talk, string[] tokens, [EnumeratorCancellation] CancellationToken ct)
    {
        var tickets = tokens.Select(token => new Ticket("/hub/talk", token, talk)).ToArray();
        var (watching, voting) = (attendees * 9 / 10, attendees * 2 / 5);
        using var crowd = new Swarm(room.Port);
        await crowd.JoinAsync(tickets[..watching], ct);
        using var late = new Swarm(room.Port);
        var moment = new Ballots(crowd, [.. crowd.All.Take(voting)], await room.OpenPollAsync(talk, ct));
        var coming = late.JoinAsync(tickets[watching..], ct);
        await moment.PaceAsync(MomentLength, ct);
        await coming;
        await Task.Delay(RushPause, TimeProvider.System, ct);
        crowd.Ear = null;

        yield return new LimitFigure($"{voting} of {watching} vote as more come, 99 of 100", 50, Measure.Milliseconds, moment.Milliseconds.At(0.99));
        yield return new LimitFigure("the tally, behind a vote's answer, at the most", 500, Measure.Milliseconds, moment.LatestTold);
        yield return new LimitFigure("people who were dropped", 0, Measure.Count, crowd.Lost + late.Lost + swarm.Lost);
    }

    private static async Task<double> RushAsync(RoomProcess room, Swarm swarm, string talk, CancellationToken ct) =>
        await new Ballots(swarm, swarm.All, await room.OpenPollAsync(talk, ct)).RushAsync(ct);

    private static async Task EnsureKeptAsync(RoomProcess room, string talk, int answered, CancellationToken ct)
    {
        var kept = await room.KeptAsync(talk, ct);
        if (kept < answered)
            throw new InvalidOperationException($"{answered} votes were answered, and {kept} are kept.");
    }
}
