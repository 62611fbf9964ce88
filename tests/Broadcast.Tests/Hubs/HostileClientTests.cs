using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using TalksPlatform.Broadcast.Hubs;
using TalksPlatform.Broadcast.Polls;
using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Broadcast.Tests.Kit;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation.Hubs;
using TalksPlatform.TestKit;
using TalksPlatform.TestKit.Fuzzing;
using static TalksPlatform.Broadcast.Tests.Kit.People;

namespace TalksPlatform.Broadcast.Tests.Hubs;

/// <summary>Clients that nobody of ours wrote.</summary>
public class HostileClientTests(RoomServer server) : IClassFixture<RoomServer>
{
    private const int FuzzInputs = 1_500;

    private readonly RoomHost _host = server.Host;

    [Fact]
    public async Task Ids_in_a_payload_make_nobody_somebody_else()
    {
        var talk = await _host.OpenAsync();
        var poll = await talk.OpenPollAsync("Tea", "Coffee");
        await using var liar = await _host.ConnectAsync(Bounmy);

        await Should.ThrowAsync<HubRefusedException>(
            () => liar.AskAsync("CastVote", talk.Id, CommandId.New(), poll, 0, Ada.Id), "the hub knows no argument for a person");
        await Should.ThrowAsync<HubRefusedException>(
            () => liar.AskAsync("CastVote", talk.Id, CommandId.New(), new { poll, person = Ada.Id, role = "Host" }, 0));
        await liar.AskAsync("CastVote", talk.Id, CommandId.New(), poll, 0);

        talk.State.Polls.Find(poll)!.Ballots.Keys.ShouldBe([Bounmy.Id]);
    }

    [Fact]
    public async Task A_vote_counts_once_in_its_own_talk_and_while_the_poll_is_open()
    {
        var (talk, elsewhere) = (await _host.OpenAsync(), await _host.OpenAsync());
        var (poll, foreign) = (await talk.OpenPollAsync("Tea", "Coffee"), await elsewhere.OpenPollAsync("Yes", "No"));
        await using var ada = await _host.ConnectAsync(Ada);
        var vote = CommandId.New();
        var first = await ada.AskAsync("CastVote", talk.Id, vote, poll, 0);

        (await ada.AskAsync("CastVote", talk.Id, vote, poll, 1)).ToString().ShouldBe(first.ToString(), "the same command is the same vote");
        (await RefusalAsync(ada, "CastVote", talk.Id, CommandId.New(), poll, 1)).ShouldBe("poll.already-voted");
        (await RefusalAsync(ada, "CastVote", talk.Id, CommandId.New(), foreign, 1)).ShouldBe("poll.unknown");
        (await RefusalAsync(ada, "CastVote", elsewhere.Id, CommandId.New(), foreign, 2)).ShouldBe("poll.no-such-option");
        await talk.AskAsync(new ClosePoll(poll), Host);
        await using var bounmy = await _host.ConnectAsync(Bounmy);
        (await RefusalAsync(bounmy, "CastVote", talk.Id, CommandId.New(), poll, 1)).ShouldBe("poll.closed");

        talk.State.Polls.Find(poll)!.Tally.ShouldBe([1, 0]);
        elsewhere.State.Polls.Find(foreign)!.Tally.ShouldBe([0, 0]);
    }

    [Fact]
    public async Task Commands_that_arrive_twice_and_in_the_wrong_order_lead_to_one_truth()
    {
        var talk = await _host.OpenAsync();
        await using var ada = await _host.ConnectAsync(Ada);
        var (question, asked, edited) = (QuestionId.New(), CommandId.New(), CommandId.New());

        (await RefusalAsync(ada, "EditQuestion", talk.Id, edited, question, "How little?")).ShouldBe("question.unknown", "it came too early");
        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => ada.AskAsync("Ask", talk.Id, asked, question, "How much?", null, null)));
        var edits = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => ada.AskAsync("EditQuestion", talk.Id, edited, question, "How little?")));

        answers.Concat(edits).Select(answer => answer.GetProperty("seq").GetInt64()).Distinct().ShouldBe([2, 3]);
        talk.State.Questions.Find(question)!.Text.ShouldBe("How little?");
    }

    [Fact]
    public async Task Text_is_kept_as_text_without_tricks()
    {
        var talk = await _host.OpenAsync();
        await using var ada = await _host.ConnectAsync(Ada);

        (await AskedAsync("<script>alert(1)</script> & <b>bold</b>")).ShouldBe("<script>alert(1)</script> & <b>bold</b>", "shown as it was typed, by whoever shows it");
        (await AskedAsync("a\u202Egnp.exe\u2066b\u0000\u0007c\r\nd")).ShouldBe("agnp.exebc d");
        (await AskedAsync("ສະບາຍດີ 👩\u200D🌾 កម្ពុជា")).ShouldBe("ສະບາຍດີ 👩\u200D🌾 កម្ពុជា");
        var zalgo = "Z" + string.Concat(Enumerable.Repeat("\u0310\u0342\u0489", 800));
        (await RefusalAsync(ada, "Ask", talk.Id, CommandId.New(), QuestionId.New(), zalgo, null, null)).ShouldBe("question.too-long");

        async Task<string> AskedAsync(string text)
        {
            var question = QuestionId.New();
            await ada.AskAsync("Ask", talk.Id, CommandId.New(), question, text, null, null);
            return talk.State.Questions.Find(question)!.Text;
        }
    }

    [Fact]
    public async Task Ten_megabytes_end_their_own_connection_and_are_never_held()
    {
        var talk = await _host.OpenAsync();
        await using var flooder = await _host.ConnectAsync(Ada);
        await using var honest = await _host.ConnectAsync(Bounmy);

        await Should.ThrowAsync<WebSocketException>(
            () => flooder.AskAsync("Ask", talk.Id, CommandId.New(), QuestionId.New(), new string('a', 10 << 20), null, null));

        await honest.AskAsync("Ask", talk.Id, CommandId.New(), QuestionId.New(), "How much?", null, null);
        talk.State.Questions.All.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_hundred_questions_a_second_from_one_person_keep_no_honest_one_behind_the_same_address_waiting()
    {
        var talk = await _host.OpenAsync();
        var flooder = Somebody();
        var doors = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => _host.ConnectAsync(flooder)));
        var flood = Enumerable.Range(0, 300).Select(i => TryAskAsync(doors[i % doors.Length], talk.Id)).ToArray();

        var honest = await Task.WhenAll(Enumerable.Range(0, 40).Select(async _ =>
        {
            await using var phone = await _host.ConnectAsync(Somebody());
            return await TryAskAsync(phone, talk.Id);
        }));
        var refusals = await Task.WhenAll(flood);

        honest.ShouldAllBe(refusal => refusal == null);
        refusals.Count(refusal => refusal == null).ShouldBe(10, "so many of one person's questions may wait");
        refusals.Count(refusal => refusal == "hub.too-fast").ShouldBeGreaterThan(0, "over all her connections");
        foreach (var door in doors)
            await door.DisposeAsync();
    }

    [Fact]
    public async Task Whatever_bytes_come_the_hub_goes_on_and_the_log_stays_as_it_is()
    {
        var talk = await _host.OpenAsync();
        await using var honest = await _host.ConnectAsync(Bounmy);
        string[] samples =
        [
            "{\"protocol\":\"json\",\"version\":1}\u001e",
            $"{{\"type\":1,\"invocationId\":\"1\",\"target\":\"Join\",\"arguments\":[\"{talk.Id}\"]}}\u001e",
            $"{{\"type\":1,\"invocationId\":\"2\",\"target\":\"CatchUp\",\"arguments\":[\"{talk.Id}\",3]}}\u001e",
            $"{{\"type\":1,\"invocationId\":\"3\",\"target\":\"CastVote\",\"arguments\":[\"{talk.Id}\",\"{CommandId.New()}\",\"{PollId.New()}\",1]}}\u001e",
            $"{{\"type\":1,\"invocationId\":\"3\",\"target\":\"CastVote\",\"arguments\":[\"{talk.Id}\",\"{CommandId.New()}\",\"{PollId.New()}\",[1,0,2]]}}\u001e",
            $"{{\"type\":1,\"invocationId\":\"3\",\"target\":\"CastVote\",\"arguments\":[\"{talk.Id}\",\"{CommandId.New()}\",\"{PollId.New()}\",\"Pakse\"]}}\u001e",
            $"{{\"type\":1,\"target\":\"CreatePoll\",\"arguments\":[\"{talk.Id}\",\"{CommandId.New()}\",\"{PollId.New()}\",\"Well?\",[\"Yes\",\"No\"],{{\"kind\":\"quiz\",\"right\":1,\"seconds\":60}}]}}\u001e",
            $"{{\"type\":1,\"target\":\"SortAnswer\",\"arguments\":[\"{talk.Id}\",\"{CommandId.New()}\",\"{PollId.New()}\",\"Pakse\",null]}}\u001e",
            $"{{\"type\":1,\"target\":\"GoLive\",\"arguments\":[\"{talk.Id}\",\"{CommandId.New()}\"]}}\u001e",
            $"{{\"type\":1,\"target\":\"RaiseHand\",\"arguments\":[\"{talk.Id}\",\"{CommandId.New()}\",\"Noy\",null,false]}}\u001e",
            $"{{\"type\":1,\"target\":\"CallHand\",\"arguments\":[\"{talk.Id}\",\"{CommandId.New()}\",\"{Ada.Id}\"]}}\u001e",
            $"{{\"type\":1,\"target\":\"MoveHand\",\"arguments\":[\"{talk.Id}\",\"{CommandId.New()}\",\"{Ada.Id}\",1]}}\u001e",
            $"{{\"type\":1,\"target\":\"React\",\"arguments\":[\"{talk.Id}\",\"clap\"]}}\u001e",
            $"{{\"type\":1,\"target\":\"SendMessage\",\"arguments\":[\"{talk.Id}\",\"{CommandId.New()}\",\"{MessageId.New()}\",\"Hello\",null]}}\u001e",
            $"{{\"type\":1,\"invocationId\":\"4\",\"target\":\"OpenChat\",\"arguments\":[\"{talk.Id}\"]}}\u001e",
            $"{{\"type\":1,\"target\":\"Announce\",\"arguments\":[\"{talk.Id}\",\"{CommandId.New()}\",\"Hello\",\"https://moic.gov.la/\"]}}\u001e",
            $"{{\"type\":1,\"target\":\"TakeDownAnnouncement\",\"arguments\":[\"{talk.Id}\",\"{CommandId.New()}\",3]}}\u001e",
            "{\"type\":6}\u001e{\"type\":5,\"invocationId\":\"1\"}\u001e{\"type\":7}\u001e{\"type\":4,\"invocationId\":\"9\",\"target\":\"Join\",\"arguments\":[]}\u001e",
        ];
        var mutator = new Mutator(seed: 4, [.. samples.Select(Encoding.UTF8.GetBytes)], maxLength: 4_096);

        ClientWebSocket? socket = null;
        for (var i = 0; i < FuzzInputs; i++)
        {
            var input = mutator.Next().ToArray();
            if (socket is not { State: WebSocketState.Open })
            {
                socket?.Dispose();
                socket = await ConnectAsync(Somebody());
                if (i % 4 > 0)
                    await SendAsync(socket, Encoding.UTF8.GetBytes(samples[0]));
            }
            await SendAsync(socket, input);
            if (i % 25 == 0)
                socket.Abort();
        }
        socket?.Dispose();

        (await honest.AskAsync("Join", talk.Id)).GetProperty("seq").GetInt64().ShouldBe(1);
        var room = _host.Get<RoomDirectory>().Find(talk.Id)!;
        await Eventually.BecomesAsync(() => room.Audience.Count == 1, "whoever came is gone again");
    }

    private static async Task<string?> TryAskAsync(HubConnection hub, TalkId talk)
    {
        try
        {
            await hub.AskAsync("Ask", talk, CommandId.New(), QuestionId.New(), "How much?", null, null);
            return null;
        }
        catch (HubRefusedException refused)
        {
            return refused.Code;
        }
    }

    private static async Task<string> RefusalAsync(HubConnection hub, string method, params object?[] arguments) =>
        (await Should.ThrowAsync<HubRefusedException>(() => hub.AskAsync(method, arguments))).Code;

    private async Task<ClientWebSocket> ConnectAsync(Actor actor)
    {
        var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Authorization", $"Bearer {RoomHost.TokenOf(actor)}");
        await socket.ConnectAsync(new Uri($"ws://{_host.Address.Authority}{TalkHub.Path}"), CancellationToken.None);
        return socket;
    }

    private static async Task SendAsync(ClientWebSocket socket, byte[] bytes)
    {
        try
        {
            await socket.SendAsync(bytes, WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
        }
        catch (WebSocketException)
        {
            // The server had enough of it.
        }
    }
}
