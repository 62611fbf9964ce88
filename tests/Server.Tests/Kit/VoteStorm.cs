using System.Globalization;
using System.Net.WebSockets;
using System.Text.Json;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation.Hubs;
using TalksPlatform.TestKit;

namespace TalksPlatform.Server.Tests.Kit;

/// <summary>A talk with an open poll, and people who vote in it, each with a connection and a command of her own.</summary>
internal sealed class VoteStorm
{
    private const int AtOnce = 12;

    private static readonly TimeSpan RetryPause = TimeSpan.FromMilliseconds(100);

    private readonly TalkId _talk;
    private readonly PollId _poll;
    private readonly Voter[] _voters;
    private int _answered;

    private VoteStorm(TalkId talk, PollId poll, Voter[] voters) => (_talk, _poll, _voters) = (talk, poll, voters);

    public TalkId Talk => _talk;

    /// <summary>Votes that were told to be accepted.</summary>
    public int Answered => Volatile.Read(ref _answered);

    public int Voters => _voters.Length;

    /// <summary>Plans a talk whose green room opens at once, opens a poll in it, and registers voters.</summary>
    public static async Task<VoteStorm> GatherAsync(Uri server, string hostToken, int voters)
    {
        using var host = new TestClient(server, hostToken);
        var series = await host.PostedAsync("/api/series", new { title = $"Market Talk {Guid.CreateVersion7()}", zone = "Asia/Vientiane" });
        var startsAt = TimeProvider.System.GetUtcNow().AddHours(7).AddMinutes(10).ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture);
        var episode = await host.PostedAsync(
            $"/api/series/{series.Text("id")}/episodes", new { title = "Exporting coffee", startsAt, durationMinutes = 60 });
        TalkId.TryParse(episode.Text("talkId"), out var talk).ShouldBeTrue();

        await using var desk = await ConnectAsync(server, hostToken);
        await Eventually.BecomesAsync(
            async () => await host.GetAsync($"/api/talks/{talk}/room") is { IsSuccessStatusCode: true } room && (await room.JsonAsync()).Text("phase") == "greenRoom",
            "the green room is open",
            TimeSpan.FromSeconds(30));
        var poll = PollId.New();
        await desk.AskAsync("CreatePoll", talk, CommandId.New(), poll, "Well?", new[] { "Yes", "No" }, null);
        await desk.AskAsync("OpenPoll", talk, CommandId.New(), poll);

        using var stranger = new TestClient(server);
        var registered = await Task.WhenAll(Enumerable.Range(0, voters).Select(async i =>
            new Voter((await stranger.PostedAsync("/api/attendees", new { name = $"Voter {i}" })).Text("token"), CommandId.New(), i % 2)));
        return new VoteStorm(talk, poll, registered);
    }

    public static Task<HubConnection> ConnectAsync(Uri server, string token) =>
        HubConnection.OpenAsync(new UriBuilder(server) { Scheme = "ws", Path = "/hub/talk" }.Uri, token);

    /// <summary>All who got no answer yet vote, some at a time, with the command that they tried before.</summary>
    /// <param name="servers">Voters turn to these, one after the other.</param>
    /// <param name="again">Whoever got no answer asks again until she gets one.</param>
    public Task BlowAsync(IReadOnlyList<Uri> servers, bool again) => Parallel.ForAsync(
        0, _voters.Length, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (i, ct) =>
        {
            var voter = _voters[i];
            while (!voter.Answered && !await TryVoteAsync(servers[i % servers.Count], voter) && again)
                await Task.Delay(RetryPause, TimeProvider.System, ct);
        });

    /// <summary>Every voter whose vote was answered finds it in her room, and the tally counts each of them once.</summary>
    public async Task EnsureCountedAsync(Uri server)
    {
        var counts = new int[2];
        await Parallel.ForEachAsync(_voters, async (voter, _) =>
        {
            await using var connection = await ConnectAsync(server, voter.Token);
            var poll = await PollAsync(connection);
            if (voter.Answered)
                poll.GetProperty("choice").GetInt32().ShouldBe(voter.Option, "whatever was acknowledged is there");
            Interlocked.Increment(ref counts[voter.Option]);
        });
        await using var anybody = await ConnectAsync(server, _voters[0].Token);
        var tally = (await PollAsync(anybody)).GetProperty("tally").EnumerateArray().Select(ballots => ballots.GetInt32());
        tally.ShouldBe(counts, "nobody counts twice");
    }

    private async Task<JsonElement> PollAsync(HubConnection connection) =>
        (await connection.AskAsync("Join", _talk)).GetProperty("polls").EnumerateArray().Single(poll => poll.Text("id") == _poll.ToString());

    private async Task<bool> TryVoteAsync(Uri server, Voter voter)
    {
        try
        {
            await using var connection = await ConnectAsync(server, voter.Token);
            await connection.AskAsync("CastVote", _talk, voter.Command, _poll, voter.Option);
            voter.Answered = true;
            Interlocked.Increment(ref _answered);
            return true;
        }
        catch (Exception passing) when (passing is WebSocketException || passing is HubRefusedException { Code: "talk.unavailable" })
        {
            return false;
        }
    }

    private sealed class Voter(string token, CommandId command, int option)
    {
        public string Token { get; } = token;

        public CommandId Command { get; } = command;

        public int Option { get; } = option;

        public bool Answered { get; set; }
    }
}
