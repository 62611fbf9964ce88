using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace TalksPlatform.Bench.Areas.Live;

/// <summary>
/// A crowd comes in, through sign-in, hub and snapshot: into a server that just started, and again into the same one. And
/// what each of them costs the server's memory.
/// </summary>
internal sealed class CrowdFigures(int attendees) : IFigureSource
{
    private const int WarmRounds = 3;
    private const int Few = 100;

    public string Name => "crowd";

    public async IAsyncEnumerable<Figure> MeasureAsync([EnumeratorCancellation] CancellationToken ct)
    {
        await using var room = await RoomProcess.StartAsync(ct);
        var talk = (await room.OpenTalksAsync(1, ct))[0];
        await room.OpenPollAsync(talk, ct);
        var tickets = (await room.IssueTokensAsync(attendees, ct)).Select(token => new Ticket("/hub/talk", token, talk)).ToArray();
        await room.RestartAsync(ct);

        yield return new LimitFigure($"{attendees} come in, the server just started", 5_000 / 3.0, Measure.PerSecond, await JoinAsync(room, tickets, ct));
        var again = new List<double>();
        for (var round = 0; round < WarmRounds; round++)
            again.Add(await JoinAsync(room, tickets, ct));
        yield return new LimitFigure($"{attendees} come in again", 5_000 / 2.0, Measure.PerSecond, again);

        await room.RestartAsync(ct); // a heap that was large once is not given back
        await JoinAsync(room, tickets[..Few], ct);
        var empty = await room.MemoryAsync(ct);
        using var swarm = new Swarm(room.Port);
        await swarm.JoinAsync(tickets, ct);
        yield return new LimitFigure("memory of an attendee who listens", 30, Measure.Kibibytes, (await room.MemoryAsync(ct) - empty) / attendees);
        await new Ballots(swarm, swarm.All, await room.OpenPollAsync(talk, ct)).PaceAsync(TimeSpan.FromSeconds(2), ct);
        yield return new LimitFigure("memory of an attendee who voted", 45, Measure.Kibibytes, (await room.MemoryAsync(ct) - empty) / attendees);
    }

    private static async Task<double> JoinAsync(RoomProcess room, Ticket[] tickets, CancellationToken ct)
    {
        using var swarm = new Swarm(room.Port);
        var began = Stopwatch.GetTimestamp();
        await swarm.JoinAsync(tickets, ct);
        return tickets.Length / Stopwatch.GetElapsedTime(began).TotalSeconds;
    }
}
