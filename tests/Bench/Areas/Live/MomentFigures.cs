using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace TalksPlatform.Bench.Areas.Live;

/// <summary>
/// The moment that kills others: in a talk that is on air a poll opens, two fifths of all vote within seconds, and a tenth
/// more come in meanwhile. The sound goes on.
/// </summary>
internal sealed class MomentFigures(int attendees) : IFigureSource
{
    private const int Rounds = 5;
    private const int Arrivals = 100;

    private static readonly TimeSpan Length = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(1);

    public string Name => "moment";

    public async IAsyncEnumerable<Figure> MeasureAsync([EnumeratorCancellation] CancellationToken ct)
    {
        await using var room = await RoomProcess.StartAsync(ct);
        var talk = (await room.OpenTalksAsync(1, ct))[0];
        await room.GoOnAirAsync(talk, ct);
        var (voting, coming) = (attendees * 2 / 5, attendees / 10);
        var tickets = (await room.IssueTokensAsync(attendees + (Rounds * coming), ct)).Select(token => new Ticket("/hub/talk", token, talk)).ToArray();
        using var crowd = new Swarm(room.Port);
        await crowd.JoinAsync(tickets[..attendees], ct);

        var (answered, told, late, lost) = (new List<double>(), new List<double>(), new List<double>(), 0);
        for (var round = 0; round < Rounds; round++)
        {
            using var others = new Swarm(room.Port);
            await Task.Delay(Settling, TimeProvider.System, ct);
            await room.LateTicksAsync(ct);
            var moment = new Ballots(crowd, [.. crowd.All.Take(voting)], await room.OpenPollAsync(talk, ct));
            var joining = ComeAsync(others, tickets[(attendees + (round * coming))..(attendees + ((round + 1) * coming))], ct);
            await moment.PaceAsync(Length, ct);
            await joining;
            await Task.Delay(Settling, TimeProvider.System, ct);
            crowd.Ear = null;
            answered.Add(moment.Milliseconds.At(0.99));
            told.Add(moment.LatestTold);
            late.Add(await room.LateTicksAsync(ct));
            lost += others.Lost;
        }

        yield return new LimitFigure($"{voting} of {attendees} vote as {coming} come, 99 of 100", 50, Measure.Milliseconds, [.. answered]);
        yield return new LimitFigure("the tally, behind a vote's answer, at the most", 500, Measure.Milliseconds, [.. told]);
        yield return new LimitFigure("people who were dropped", 0, Measure.Count, crowd.Lost + lost);
        yield return new LimitFigure("ticks of the sound a frame late, or lost", 0, Measure.Percent, [.. late]);
    }

    /// <summary>They come one after the other, evenly over the moment.</summary>
    private static async Task ComeAsync(Swarm swarm, Ticket[] tickets, CancellationToken ct)
    {
        var began = Stopwatch.GetTimestamp();
        foreach (var (number, some) in tickets.Chunk(Math.Max(1, tickets.Length / Arrivals)).Index())
        {
            if ((number * Length / Arrivals) - Stopwatch.GetElapsedTime(began) is { Ticks: > 0 } early)
                await Task.Delay(early, TimeProvider.System, ct);
            await swarm.JoinAsync(some, ct);
        }
    }
}
