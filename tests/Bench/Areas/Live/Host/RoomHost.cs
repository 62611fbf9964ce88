using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using TalksPlatform.Broadcast.Hubs;
using TalksPlatform.Broadcast.Media.Clock;
using TalksPlatform.Broadcast.Polls;
using TalksPlatform.Broadcast.Stage;
using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;
using TalksPlatform.Server.Accounts.Tokens;
using TalksPlatform.Server.Hosting;

namespace TalksPlatform.Bench.Areas.Live;

/// <summary>
/// The whole server in a process of its own, with the peers beside it, so that its processor time and memory are those of
/// a server. It obeys lines on its standard input, and answers each with a line.
/// </summary>
internal sealed class RoomHost(TalksServer server, BareSockets bare)
{
    public const string Verb = "room";

    /// <summary>The argument by which its talks live in its memory alone.</summary>
    public const string Forgets = "forgets";

    private const int MessageLength = 300;
    private static readonly Actor Host = new(PersonId.New(), "Host", Role.Host);

    private readonly LateTicks _ticks = Listen(server.Services.GetRequiredService<ProgramClock>());
    private int _told;

    /// <param name="folder">Its data folder.</param>
    /// <param name="forgets">It keeps nothing of what is said in talks.</param>
    /// <param name="commands">Lines to obey, until they end.</param>
    /// <param name="answers">A line each; the first tells the port.</param>
    public static async Task<int> RunAsync(string folder, bool forgets, TextReader commands, TextWriter answers)
    {
        var bare = new BareSockets();
        var options = new ServerOptions { DataFolder = folder, Port = 0, UdpPort = 0, TcpPort = null, SipPort = 0 };
        await using var server = await TalksServer.StartAsync(
            options, CancellationToken.None, builder =>
            {
                builder.Services.AddSingleton<IStartupFilter>(new Peers(bare));
                if (forgets)
                    builder.Services.AddSingleton<TalkLog, ForgetfulLog>();
            });
        var host = new RoomHost(server, bare);
        await answers.WriteLineAsync(server.Address.Port.ToString(CultureInfo.InvariantCulture));
        await answers.FlushAsync();
        while (await commands.ReadLineAsync() is { } command)
        {
            await answers.WriteLineAsync(await host.ObeyAsync(command.Split(' ')));
            await answers.FlushAsync();
        }
        return 0;
    }

    private async Task<string> ObeyAsync(string[] words) => words switch
    {
        ["talks", var count] => string.Join(',', await OpenTalksAsync(Number(count))),
        ["tokens", var count] => string.Join(',', await IssueAsync(Number(count))),
        ["poll", var talk] => (await OpenPollAsync(Talk(talk))).ToString(),
        ["tell", var kind, var rounds, var milliseconds, var talks] =>
            Format(await TellAsync(kind, Number(rounds), TimeSpan.FromMilliseconds(Number(milliseconds)), talks.Split(','))),
        ["air", var talk] => (await GoLiveAsync(Talk(talk))).ToString(),
        ["ticks"] => Format(_ticks.Read()),
        ["clock"] => Format(ProcessorClock.Process),
        ["memory"] => Format(Memory()),
        ["kept", var talk] => Format(await KeptAsync(Talk(talk))),
        _ => throw new ArgumentException($"Nobody knows what '{string.Join(' ', words)}' means.", nameof(words)),
    };

    private async Task<IEnumerable<TalkId>> OpenTalksAsync(int count)
    {
        var opened = new List<TalkId>();
        for (var i = 0; i < count; i++)
        {
            var startsAt = TimeProvider.System.GetUtcNow().AddHours(6);
            var episode = new EpisodeCard(
                EpisodeId.New(), BenchSeries.Card, $"talk-{i}", "Exporting coffee", "", [], startsAt, startsAt.AddHours(1), EpisodeState.Scheduled);
            opened.Add((await Service<TalkDirectory>().OpenAsync(episode, CancellationToken.None)).Id);
        }
        return opened;
    }

    private async Task<IReadOnlyList<string>> IssueAsync(int count)
    {
        var tokens = new string[count];
        await Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (i, ct) =>
        {
            var issued = await Service<TokenIssuer>().IssueAsync(
                NewPerson.Attendee(null), TokenKind.Session, TimeProvider.System.GetUtcNow().AddHours(1), ct);
            tokens[i] = issued.Secret.Text;
        });
        return tokens;
    }

    private async Task<Accepted> GoLiveAsync(TalkId id)
    {
        var talk = await Service<TalkDirectory>().FindAsync(id, CancellationToken.None);
        return await talk.AskAsync(new GoLive(), Host, CommandId.New());
    }

    private static LateTicks Listen(ProgramClock clock)
    {
        var ticks = new LateTicks(clock);
        clock.Attach(ticks);
        return ticks;
    }

    private async Task<PollId> OpenPollAsync(TalkId id)
    {
        var talk = await Service<TalkDirectory>().FindAsync(id, CancellationToken.None);
        if (talk.State.Polls.Open is { } open)
            await talk.AskAsync(new ClosePoll(open), Host, CommandId.New());
        var poll = PollId.New();
        await talk.AskAsync(new CreatePoll(poll, "Tea or coffee?", ["Tea", "Coffee"]), Host, CommandId.New());
        await talk.AskAsync(new OpenPoll(poll), Host, CommandId.New());
        return poll;
    }

    /// <summary>Tells each talk's audience something so many times.</summary>
    /// <returns>The processor time of this process meanwhile, and until the last of it is surely sent.</returns>
    private async Task<double> TellAsync(string kind, int rounds, TimeSpan every, string[] talks)
    {
        var began = ProcessorClock.Process;
        using var timer = new PeriodicTimer(every);
        for (var round = 0; round < rounds; round++)
        {
            await timer.WaitForNextTickAsync();
            var number = _told++;
            foreach (var talk in talks)
                await TellOnceAsync(kind, talk, number);
        }
        await timer.WaitForNextTickAsync();
        return ProcessorClock.Process - began;
    }

    private async Task TellOnceAsync(string kind, string talk, int number)
    {
        var patch = new RoomPatch(Talk(talk), 0, 0, Title: Deliveries.Mark(number, Stopwatch.GetTimestamp()).PadRight(MessageLength - 120, 'x'));
        switch (kind)
        {
            case "ours":
                var session = await Service<TalkDirectory>().FindAsync(Talk(talk), CancellationToken.None);
                Service<RoomDirectory>().Of(session).Post.Send(TalkGroups.Audience(session.Id), client => client.Patch(patch));
                break;
            case "stock":
                await Service<IHubContext<StockHub>>().Clients.Group(talk).SendAsync("patch", patch);
                break;
            default:
                var json = System.Text.Json.JsonSerializer.Serialize(
                    new { type = 1, target = "patch", arguments = new[] { patch } }, BroadcastOptionsJson);
                await bare.TellAsync(Encoding.UTF8.GetBytes(json + "\u001e"));
                break;
        }
    }

    private static System.Text.Json.JsonSerializerOptions BroadcastOptionsJson => Broadcast.BroadcastJson.Options;

    private async Task<double> KeptAsync(TalkId talk)
    {
        await using var connection = await Service<Broadcast.BroadcastDb>().OpenAsync(CancellationToken.None);
        return await Dapper.SqlMapper.ExecuteScalarAsync<long>(
            connection, "SELECT count(*) FROM talk_event WHERE talk_id = @Talk AND type = 'VoteCast'", new { Talk = talk.Value });
    }

    private static double Memory()
    {
        GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        GC.WaitForPendingFinalizers();
        GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        using var self = Process.GetCurrentProcess();
        return self.WorkingSet64 / 1024.0;
    }

    private T Service<T>() where T : notnull => server.Services.GetRequiredService<T>();

    private static TalkId Talk(string text) => TalkId.TryParse(text, out var talk) ? talk : throw new FormatException($"'{text}' is no talk.");

    private static int Number(string word) => int.Parse(word, CultureInfo.InvariantCulture);

    private static string Format(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>Answers beside the server's own pipeline, before it.</summary>
    private sealed class Peers(BareSockets bare) : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.MapWhen(
                request => request.Request.Path == StockHub.Path || request.Request.Path == BareSockets.Path,
                peers => peers.UseRouting().UseWebSockets().UseEndpoints(endpoints =>
                {
                    endpoints.MapHub<StockHub>(StockHub.Path);
                    endpoints.Map(BareSockets.Path, bare.ServeAsync);
                }));
            next(app);
        };
    }
}
