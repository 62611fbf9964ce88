using System.Diagnostics;
using System.Net;

namespace TalksPlatform.Bench.Areas.Live;

/// <summary>Sends a crowd to a running server, for a minute or two, and reports how it fared there in words and numbers.</summary>
internal sealed class Rehearsal(RehearsalRequest request, TextWriter output)
{
    private const int Latecomers = 10;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(600);
    private static readonly TimeSpan Voting = TimeSpan.FromSeconds(10);

    /// <returns>The exit code: 0 when the server carries such a crowd.</returns>
    /// <exception cref="RehearsalException">The crowd cannot be sent.</exception>
    public async Task<int> RunAsync(CancellationToken ct)
    {
        using var server = new RunningServer(request);
        await server.EnsureConsentAsync(ct);
        var talk = await server.FindTalkAsync(ct);
        var poll = request.Votes ? await server.FindOpenPollAsync(talk, ct) : null;
        if (request.Votes && poll is null)
            throw new RehearsalException("--vote needs a poll that is open: open one in the studio, in a talk that is a rehearsal.");
        await output.WriteLineAsync($"{request.Attendees} attendees are signed in");
        var tokens = await server.RegisterAsync(request.Attendees + Latecomers, ct);

        await using var bridge = request.Server.Scheme == "https" ? new TlsBridge(request.Server) : null;
        var tickets = tokens.Select(token => new Ticket("/hub/talk", token, talk) { Host = request.Server.Authority }).ToArray();
        using var swarm = new Swarm(bridge?.End ?? await EndAsync(ct));
        return await ReportAsync(swarm, tickets, poll, ct);
    }

    private async Task<int> ReportAsync(Swarm swarm, Ticket[] tickets, string? poll, CancellationToken ct)
    {
        var table = new BenchTable(output);
        var began = Stopwatch.GetTimestamp();
        await swarm.JoinAsync(tickets[..^Latecomers], ct);
        var joined = new LimitFigure("come in, connected and with their room", 200, Measure.PerSecond, request.Attendees / Stopwatch.GetElapsedTime(began).TotalSeconds);
        await table.AddAsync(joined);

        await Task.Delay(Pause, TimeProvider.System, ct);
        var heard = new HeadCounts();
        swarm.Ear = heard;
        foreach (var late in tickets[^Latecomers..])
        {
            await swarm.JoinAsync([late], ct);
            await Task.Delay(Pause, TimeProvider.System, ct);
        }
        swarm.Ear = null;
        var told = new LimitFigure("told, behind the first one, 99 of 100", 500, Measure.Milliseconds, heard.Milliseconds.At(0.99));
        var missed = new LimitFigure("did not hear it", 0, Measure.Count, heard.Missed(request.Attendees));
        await table.AddAsync(told);
        await table.AddAsync(missed);

        var answered = poll is null ? null : await VoteAsync(swarm, poll, ct);
        if (answered is not null)
            await table.AddAsync(answered);
        var lost = new LimitFigure("connections that the server ended", 0, Measure.Count, swarm.Lost);
        await table.AddAsync(lost);
        await AdviseAsync(joined, told, missed, answered, lost);
        return await table.CloseAsync();
    }

    private static async Task<LimitFigure> VoteAsync(Swarm swarm, string poll, CancellationToken ct)
    {
        var ballots = new Ballots(swarm, [.. swarm.All], poll);
        await ballots.PaceAsync(Voting, ct);
        return new LimitFigure("votes within ten seconds, answered, 99 of 100", 250, Measure.Milliseconds, ballots.Milliseconds.At(0.99));
    }

    private async Task AdviseAsync(LimitFigure joined, LimitFigure told, LimitFigure missed, LimitFigure? answered, LimitFigure lost)
    {
        if (!joined.Holds)
            await output.WriteLineAsync("Coming in is slow: open the page some minutes before the talk, give the machine another core, or end TLS in a proxy.");
        if (!told.Holds || !missed.Holds)
            await output.WriteLineAsync("News reach everybody late: other programs take the processor or the network is full. Rehearse again with fewer to find out how many it carries.");
        if (answered is { Holds: false })
            await output.WriteLineAsync("Votes wait for the disk or the processor: look at the commits of PostgreSQL (docs/operations.md, Numbers to watch).");
        if (!lost.Holds)
            await output.WriteLineAsync("Connections were ended: look at the limits of descriptors and of the proxy (docs/operations.md, Before a big day).");
        if (joined.Holds && told.Holds && missed.Holds && lost.Holds && answered is not { Holds: false })
            await output.WriteLineAsync("The server carried this crowd.");
    }

    private async Task<IPEndPoint> EndAsync(CancellationToken ct)
    {
        var addresses = await Dns.GetHostAddressesAsync(request.Server.Host, System.Net.Sockets.AddressFamily.InterNetwork, ct);
        return addresses.Length > 0
            ? new IPEndPoint(addresses[0], request.Server.Port)
            : throw new RehearsalException($"{request.Server.Host} has no IPv4 address, and the crowd knows no other way.");
    }
}
