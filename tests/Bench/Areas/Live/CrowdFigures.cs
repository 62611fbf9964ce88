using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace TalksPlatform.Bench.Areas.Live;

/// <summary>
/// A crowd comes in, through sign-in, hub and snapshot: into a server that just started, and again into the same one. And
/// what each of them costs the server's memory.
/// </summary>
internal sealed class CrowdFigures(int attendees) : IFigureSource
{
    private const int WarmRounds = 9;
    private const int Few = 100;
    private const int RoomLength = 500; // bytes of a room with one poll

    public string Name => "crowd";

    public async IAsyncEnumerable<Figure> MeasureAsync([EnumeratorCancellation] CancellationToken ct)
    {
        await using var room = await RoomProcess.StartAsync(ct);
        var talk = (await room.OpenTalksAsync(1, ct))[0];
        await room.OpenPollAsync(talk, ct);
        var tickets = (await room.IssueTokensAsync(attendees, ct)).Select(token => new Ticket("/hub/talk", token, talk)).ToArray();
        await room.RestartAsync(ct);

        yield return new LimitFigure($"{attendees} come in, the server just started", 5_000 / 3.0, Measure.PerSecond, await JoinAsync(room.Port, tickets, ct));
        await using var other = await SocketIoRoom.StartAsync(RoomLength, tickets.Select(ticket => ticket.Token!), ct);
        var elsewhere = tickets.Select(ticket => ticket with { Path = SocketIoWire.Path }).ToArray();
        await JoinAsync(other.Port, elsewhere, ct);
        var (again, costs) = (new List<double>(), new List<Round>());
        for (var round = 0; round < WarmRounds; round++)
        {
            var (before, beforeElsewhere) = (await room.ClockAsync(ct), await other.ClockAsync(ct));
            again.Add(await JoinAsync(room.Port, tickets, ct));
            await JoinAsync(other.Port, elsewhere, ct);
            costs.Add(new Round((await room.ClockAsync(ct) - before) / attendees, (await other.ClockAsync(ct) - beforeElsewhere) / attendees));
        }
        yield return new LimitFigure($"{attendees} come in again", 5_000 / 2.0, Measure.PerSecond, again);
        yield return new PeerFigure("come in again, processor for each", "socket.io", 1 / 0.8, Measure.Microseconds, costs);

        await room.RestartAsync(ct); // a heap that was large once is not given back
        await JoinAsync(room.Port, tickets[..Few], ct);
        var empty = await room.MemoryAsync(ct);
        using var swarm = new Swarm(room.Port);
        await swarm.JoinAsync(tickets, ct);
        yield return new LimitFigure("memory of an attendee who listens", 30, Measure.Kibibytes, (await room.MemoryAsync(ct) - empty) / attendees);
        await new Ballots(swarm, swarm.All, await room.OpenPollAsync(talk, ct)).PaceAsync(TimeSpan.FromSeconds(2), ct);
        yield return new LimitFigure("memory of an attendee who voted", 45, Measure.Kibibytes, (await room.MemoryAsync(ct) - empty) / attendees);
    }

    private static async Task<double> JoinAsync(int port, Ticket[] tickets, CancellationToken ct)
    {
        using var swarm = new Swarm(port);
        var began = Stopwatch.GetTimestamp();
        await swarm.JoinAsync(tickets, ct);
        return tickets.Length / Stopwatch.GetElapsedTime(began).TotalSeconds;
    }
}
