using System.Runtime.CompilerServices;

namespace TalksPlatform.Bench.Areas.Live;

/// <summary>
/// What it costs to tell everybody in a talk the same 300 bytes four times a second: beside SignalR's own group send and
/// beside Kestrel's bare WebSockets, beside socket.io, and how soon the last one hears of it.
/// </summary>
internal sealed class FanoutFigures(int attendees) : IFigureSource
{
    private const int WarmUpRounds = 1;
    private const int Rounds = 3;
    private const int Told = 8;
    private const int Talks = 20;
    private const int MessageLength = 300;

    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Settling = TimeSpan.FromMilliseconds(500);

    public string Name => "fanout";

    public async IAsyncEnumerable<Figure> MeasureAsync([EnumeratorCancellation] CancellationToken ct)
    {
        await using var room = await RoomProcess.StartAsync(ct);
        var talks = await room.OpenTalksAsync(Talks, ct);
        var tokens = await room.IssueTokensAsync(attendees, ct);
        var hub = tokens.Select(token => new Ticket("/hub/talk", token, talks[0])).ToArray();
        var stock = hub.Select(_ => new Ticket(StockHub.Path, null, talks[0])).ToArray();
        var bare = hub.Select(_ => new Ticket(BareSockets.Path, null, null)).ToArray();

        await using var other = await SocketIoRoom.StartAsync(MessageLength, tokens, ct);
        var elsewhere = tokens.Select(token => new Ticket(SocketIoWire.Path, token, talks[0])).ToArray();

        var (againstStock, againstBare, againstOther, heard) = (new List<Round>(), new List<Round>(), new List<Round>(), new List<Telling>());
        for (var round = 0; round < WarmUpRounds + Rounds; round++)
        {
            var ours = await TellAsync(room, "ours", hub, talks[..1], ct);
            heard.Add(ours);
            againstStock.Add(new Round(ours.Cost, (await TellAsync(room, "stock", stock, talks[..1], ct)).Cost));
            againstBare.Add(new Round(ours.Cost, (await TellAsync(room, "bare", bare, talks[..1], ct)).Cost));
            againstOther.Add(new Round(ours.Cost, await TellElsewhereAsync(other, elsewhere, ct)));
        }
        heard.RemoveRange(0, WarmUpRounds);
        yield return new PeerFigure($"tell {attendees}, processor a delivery", "SignalR", 1 / 0.65, Measure.Microseconds, againstStock[WarmUpRounds..]);
        yield return new PeerFigure($"tell {attendees}, processor a delivery", "Kestrel sockets", 1 / 1.10, Measure.Microseconds, againstBare[WarmUpRounds..]);
        yield return new PeerFigure($"tell {attendees}, processor a delivery", "socket.io", 1 / 0.70, Measure.Microseconds, againstOther[WarmUpRounds..]);
        yield return new LimitFigure("told, the last one, median", 140, Measure.Milliseconds, [.. heard.Select(it => it.Last)]);
        yield return new LimitFigure("told, 99 of 100", 200, Measure.Milliseconds, [.. heard.Select(it => it.Late)]);
        yield return new LimitFigure("messages lost", 0, Measure.Count, heard.Sum(it => it.Lost));

        var spread = tokens.Select((token, i) => new Ticket("/hub/talk", token, talks[i % Talks])).ToArray();
        var twenty = await TellAsync(room, "ours", spread, talks, ct);
        yield return new PeerFigure(
            $"{Talks} talks with {attendees} in all, a delivery", "one talk", 0.8, Measure.Microseconds,
            [.. heard.Select(it => new Round(twenty.Cost, it.Cost))]);
        yield return new LimitFigure($"{Talks} talks, told, 99 of 100", 200, Measure.Milliseconds, twenty.Late);
        yield return new LimitFigure($"{Talks} talks, messages lost", 0, Measure.Count, twenty.Lost);
    }

    private static async Task<Telling> TellAsync(
        RoomProcess room, string kind, Ticket[] tickets, string[] talks, CancellationToken ct)
    {
        using var swarm = new Swarm(room.Port);
        await swarm.JoinAsync(tickets, ct);
        await room.TellAsync(kind, 2, Every, talks, ct); // warms up, and lets what joining stirred up come to rest
        var deliveries = new Deliveries();
        swarm.Ear = deliveries;
        var microseconds = await room.TellAsync(kind, Told, Every, talks, ct);
        await Task.Delay(Settling, TimeProvider.System, ct);
        swarm.Ear = null;
        var expected = Told * tickets.Length;
        return new Telling(
            microseconds / expected, deliveries.Last.At(0.5), deliveries.Milliseconds.At(0.99), expected - deliveries.Milliseconds.Count);
    }

    /// <returns>Processor time of socket.io a delivery, in microseconds.</returns>
    private static async Task<double> TellElsewhereAsync(SocketIoRoom room, Ticket[] tickets, CancellationToken ct)
    {
        using var swarm = new Swarm(room.Port);
        await swarm.JoinAsync(tickets, ct);
        await room.TellAsync(2, Every, MessageLength, ct);
        var deliveries = new Deliveries();
        swarm.Ear = deliveries;
        var microseconds = await room.TellAsync(Told, Every, MessageLength, ct);
        await Task.Delay(Settling, TimeProvider.System, ct);
        swarm.Ear = null;
        return microseconds / deliveries.Milliseconds.Count;
    }

    /// <summary>How one telling went: processor time a delivery, when the last heard it, how late the latest were, and who heard nothing.</summary>
    private readonly record struct Telling(double Cost, double Last, double Late, double Lost);
}
