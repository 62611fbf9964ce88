using System.Net.WebSockets;
using System.Text.Json;
using TalksPlatform.Broadcast.Hubs;
using TalksPlatform.Broadcast.Polls;
using TalksPlatform.Broadcast.Questions;
using TalksPlatform.Broadcast.Stage;
using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Broadcast.Tests.Kit;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation.Hubs;
using TalksPlatform.TestKit;
using static TalksPlatform.Broadcast.Tests.Kit.People;

namespace TalksPlatform.Broadcast.Tests.Hubs;

public class TalkHubTests(RoomServer server) : IClassFixture<RoomServer>, IAsyncLifetime
{
    private readonly RoomHost _host = server.Host;
    private readonly QuestionId _question = QuestionId.New();
    private TalkSession _talk = null!;
    private HubConnection _ada = null!;
    private HubConnection _studio = null!;

    public async ValueTask InitializeAsync()
    {
        _talk = await _host.OpenAsync();
        _ada = await _host.ConnectAsync(Ada);
        _studio = await _host.ConnectAsync(Host);
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await _ada.DisposeAsync();
        await _studio.DisposeAsync();
    }

    [Fact]
    public async Task When_a_talk_ends_everybody_sees_its_poll_close_and_its_answer_end()
    {
        var poll = PollId.New();
        await _talk.AskAsync(new GoLive(), Host);
        await _talk.AskAsync(new Ask(_question, "How much?", "Ada", "en"), Bounmy);
        await _talk.AskAsync(new ApproveQuestion(_question), Host);
        await _talk.AskAsync(new StartAnswer(_question), Host);
        await _studio.AskAsync("CreatePoll", _talk.Id, CommandId.New(), poll, "Well?", new[] { "Yes", "No" }, null);
        await _studio.AskAsync("OpenPoll", _talk.Id, CommandId.New(), poll);
        await _ada.AskAsync("Join", _talk.Id);

        await _studio.AskAsync("EndTalk", _talk.Id, CommandId.New());

        var patch = await _ada.NextAsync("patch");
        while (!patch.TryGetProperty("phase", out var phase) || phase.GetString() != "ended")
            patch = await _ada.NextAsync("patch");
        patch.GetProperty("polls")[0].GetProperty("state").GetString().ShouldBe("closed");
        patch.GetProperty("questions")[0].GetProperty("state").GetString().ShouldBe("answered");
    }

    [Fact]
    public async Task A_client_that_leaves_as_soon_as_it_came_leaves_in_peace()
    {
        for (var visit = 0; visit < 200; visit++) // whether its reader has begun by then is chance
            await using (await _host.ConnectAsync(Bounmy))
            {
            }
    }

    [Fact]
    public async Task A_question_travels_from_a_phone_to_the_studio_and_back_to_everybody()
    {
        await using var bounmy = await _host.ConnectAsync(Bounmy);
        (await _ada.AskAsync("Join", _talk.Id)).GetProperty("phase").GetString().ShouldBe("greenRoom");
        await bounmy.AskAsync("Join", _talk.Id);
        await _studio.AskAsync("Join", _talk.Id);

        var accepted = await _ada.AskAsync("Ask", _talk.Id, CommandId.New(), _question, "How much?", "Ada", "en");
        accepted.GetProperty("seq").GetInt64().ShouldBe(2);

        (await _ada.NextAsync("mine")).GetProperty("state").GetString().ShouldBe("asked");
        var studioPatch = await _studio.NextAsync("patch");
        studioPatch.GetProperty("questions")[0].GetProperty("text").GetString().ShouldBe("How much?");
        studioPatch.TryGetProperty("phase", out _).ShouldBeFalse("a patch tells only what changed");

        await _studio.AskAsync("ApproveQuestion", _talk.Id, CommandId.New(), _question);

        foreach (var phone in new[] { _ada, bounmy })
        {
            var seen = (await phone.NextAsync("patch")).GetProperty("questions")[0];
            seen.GetProperty("state").GetString().ShouldBe("approved");
            seen.GetProperty("mine").GetBoolean().ShouldBeFalse("the public patch is the same for all");
        }
    }

    [Fact]
    public async Task Patches_follow_on_one_another_and_on_the_room_that_was_joined()
    {
        var known = (await _ada.AskAsync("Join", _talk.Id)).GetProperty("seq").GetInt64();
        await _studio.AskAsync("Join", _talk.Id);
        var poll = await _talk.OpenPollAsync("Tea", "Coffee");

        while (true)
        {
            var patch = await _ada.NextAsync("patch");
            patch.GetProperty("fromSeq").GetInt64().ShouldBeLessThanOrEqualTo(known);
            known = patch.GetProperty("seq").GetInt64();
            if (patch.TryGetProperty("polls", out var polls))
            {
                polls[0].GetProperty("id").GetString().ShouldBe(poll.ToString());
                polls[0].GetProperty("state").GetString().ShouldBe("open");
                return;
            }
        }
    }

    [Fact]
    public async Task A_thousand_votes_make_few_patches()
    {
        await _ada.AskAsync("Join", _talk.Id);
        var poll = await _talk.OpenPollAsync("Tea", "Coffee");

        await Task.WhenAll(Enumerable.Range(0, 1_000).Select(_ => _talk.AskAsync(new CastVote(poll, 1), Somebody())));

        var patches = 0;
        JsonElement tally;
        do
        {
            tally = TallyIn(await _ada.NextAsync("patch"));
            patches++;
        }
        while (tally[1].GetInt32() < 1_000);
        patches.ShouldBeLessThan(20);

        static JsonElement TallyIn(JsonElement patch) =>
            (patch.TryGetProperty("counts", out var counts) ? counts : patch.GetProperty("polls"))[0].GetProperty("tally");
    }

    [Fact]
    public async Task Whoever_was_away_for_a_moment_gets_the_patches_that_she_missed()
    {
        var known = (await _ada.AskAsync("Join", _talk.Id)).GetProperty("seq").GetInt64();
        await _ada.AskAsync("Ask", _talk.Id, CommandId.New(), _question, "How much?", null, null);
        await _ada.DisposeAsync();
        await _talk.AskAsync(new DeclineQuestion(_question, "It is on the web site."), Host);
        await _talk.AskAsync(new PauseAsking(true), Host);

        _ada = await _host.ConnectAsync(Ada);
        var missed = await _ada.AskAsync("CatchUp", _talk.Id, known);

        missed.TryGetProperty("snapshot", out _).ShouldBeFalse();
        missed.GetProperty("patches").EnumerateArray().Last().GetProperty("askingPaused").GetBoolean().ShouldBeTrue();
        missed.GetProperty("mine")[0].GetProperty("reason").GetString().ShouldBe("It is on the web site.");

        var resumed = (await _talk.AskAsync(new PauseAsking(false), Host)).Seq;
        var patch = await _ada.NextAsync("patch");
        while (patch.GetProperty("seq").GetInt64() < resumed) // one that was on its way when she came may be seen twice
            patch = await _ada.NextAsync("patch");
        patch.GetProperty("askingPaused").GetBoolean().ShouldBeFalse("catching up subscribes, too");
    }

    [Fact]
    public async Task Whoever_was_away_too_long_gets_the_room_anew()
    {
        await _ada.AskAsync("Join", _talk.Id);
        for (var i = 0; i < 150; i++)
        {
            await _talk.AskAsync(new PauseAsking(true), Host);
            await _talk.AskAsync(new PauseAsking(false), Host);
        }

        var missed = await _ada.AskAsync("CatchUp", _talk.Id, 1);

        missed.TryGetProperty("patches", out _).ShouldBeFalse();
        missed.GetProperty("snapshot").GetProperty("seq").GetInt64().ShouldBe(_talk.State.Seq);
    }

    [Fact]
    public async Task A_command_repeated_after_a_reconnect_gets_its_first_answer()
    {
        var command = CommandId.New();
        var first = (await _ada.AskAsync("Ask", _talk.Id, command, _question, "How much?", null, null)).GetProperty("seq").GetInt64();
        await _ada.DisposeAsync();

        _ada = await _host.ConnectAsync(Ada);
        var again = (await _ada.AskAsync("Ask", _talk.Id, command, _question, "How much?", null, null)).GetProperty("seq").GetInt64();

        again.ShouldBe(first);
    }

    [Fact]
    public async Task Refusals_tell_their_code_and_what_to_do()
    {
        var refusal = await Should.ThrowAsync<HubRefusedException>(() => _ada.AskAsync("CastVote", _talk.Id, CommandId.New(), PollId.New(), 0));

        refusal.Code.ShouldBe("poll.unknown");
        refusal.Message.ShouldBe($"poll.unknown|{PollFaults.Unknown.Text}");
        (await RefusalAsync(() => _ada.AskAsync("Join", TalkId.Of(EpisodeId.New())))).ShouldBe("talk.unknown");
    }

    [Fact]
    public async Task The_studios_methods_are_closed_to_others()
    {
        foreach (var method in new[] { "ApproveQuestion", "StartAnswer", "FinishAnswer", "DeferQuestion", "OpenPoll", "ClosePoll" })
            await Should.ThrowAsync<HubRefusedException>(() => _ada.AskAsync(method, _talk.Id, CommandId.New(), _question));
        foreach (var method in new[] { "GoLive", "EndTalk" })
            await Should.ThrowAsync<HubRefusedException>(() => _ada.AskAsync(method, _talk.Id, CommandId.New()));
        _talk.State.Seq.ShouldBe(1);
    }

    [Fact]
    public async Task Strangers_do_not_get_in() => await Should.ThrowAsync<WebSocketException>(
        () => HubConnection.OpenAsync(new Uri($"ws://{_host.Address.Authority}{TalkHub.Path}"), token: null));

    [Fact]
    public async Task A_speaker_of_another_talk_is_an_attendee_here()
    {
        var elsewhere = Speaker with { Id = PersonId.New() };
        await using var guest = await _host.ConnectAsync(elsewhere, TalkId.Of(EpisodeId.New()));

        await guest.AskAsync("Join", _talk.Id);

        await Should.ThrowAsync<HubRefusedException>(() => guest.AskAsync("GoLive", _talk.Id, CommandId.New()));
    }

    [Fact]
    public async Task Upvotes_are_told_in_so_few_bytes_that_an_hour_of_them_is_cheap()
    {
        var question = QuestionId.New();
        await _ada.AskAsync("Join", _talk.Id);
        await _talk.AskAsync(new Ask(question, "Can I register online?"), Bounmy);
        await _talk.AskAsync(new ApproveQuestion(question), Host);
        await _talk.AskAsync(new Upvote(question), Bounmy);

        JsonElement patch;
        do
            patch = await _ada.NextAsync("patch");
        while (!patch.TryGetProperty("votes", out _));

        patch.TryGetProperty("questions", out _).ShouldBeFalse();
        patch.GetProperty("votes")[0].GetProperty("votes").GetInt32().ShouldBe(1);
        const int MostInAnHour = 240 + (3_600 / 3);
        var message = """{"type":1,"target":"patch","arguments":[]}""".Length + patch.GetRawText().Length + 8;
        (message * MostInAnHour).ShouldBeLessThan(300_000);
    }

    [Fact]
    public async Task People_are_counted_by_person_and_told()
    {
        await _ada.AskAsync("Join", _talk.Id);
        await using (var tab = await _host.ConnectAsync(Ada))
        await using (var bounmy = await _host.ConnectAsync(Bounmy))
        {
            await tab.AskAsync("Join", _talk.Id);
            await bounmy.AskAsync("Join", _talk.Id);
            (await NextCountAsync(2)).ShouldBe(2);
        }
        (await NextCountAsync(1)).ShouldBe(1);
    }

    [Fact]
    public async Task The_studio_sees_voices_and_puts_one_on_air()
    {
        var keo = new ContributionId(Speaker.Id.Value);
        await _studio.AskAsync("Join", _talk.Id);
        (await RefusalAsync(() => _studio.AskAsync("PutOnAir", _talk.Id, CommandId.New(), keo))).ShouldBe("voice.not-connected");

        _host.Get<IStudioSignals>().Voices(_talk.Id, [new VoiceView(keo, "Dr Keo", VoiceKind.Speaker, true, false, false, -18)]);
        var voice = (await _studio.NextAsync("voices"))[0];
        voice.GetProperty("kind").GetString().ShouldBe("speaker");
        voice.GetProperty("level").GetDouble().ShouldBe(-18);

        await _studio.AskAsync("PutOnAir", _talk.Id, CommandId.New(), keo);
        (await _studio.NextAsync("patch")).GetProperty("onAir")[0].GetString().ShouldBe("Dr Keo");

        await using var second = await _host.ConnectAsync(Host);
        await second.AskAsync("Join", _talk.Id);
        (await second.NextAsync("voices")).GetArrayLength().ShouldBe(1, "whoever comes in later sees them at once");
    }

    [Fact]
    public async Task A_hundred_levels_a_second_make_ten_messages_and_the_last_one_arrives()
    {
        var (signals, keo) = (_host.Get<IStudioSignals>(), ContributionId.New());
        await _studio.AskAsync("Join", _talk.Id);
        for (var level = -100; level <= 0; level++)
            signals.Voices(_talk.Id, [new VoiceView(keo, "Dr Keo", VoiceKind.Speaker, true, false, false, level)]);

        var messages = 1;
        while ((await _studio.NextAsync("voices"))[0].GetProperty("level").GetDouble() < 0)
            messages++;

        messages.ShouldBeLessThan(5);
    }

    [Fact]
    public async Task A_speaker_is_told_of_her_own_seat_at_once_and_whenever_she_comes_back()
    {
        var keo = new ContributionId(Speaker.Id.Value);
        await using var backstage = await _host.ConnectAsync(Speaker, _talk.Id);
        await backstage.AskAsync("Join", _talk.Id);
        (await SeatAsync(backstage)).ShouldBe((false, false));

        await _talk.AskAsync(new PutOnAir(keo, "Dr Keo", VoiceKind.Speaker), Host);
        (await SeatAsync(backstage)).ShouldBe((true, false));
        await _talk.AskAsync(new MuteVoice(keo), Host);
        (await SeatAsync(backstage)).ShouldBe((true, true));

        await using var again = await _host.ConnectAsync(Speaker, _talk.Id);
        await again.AskAsync("Join", _talk.Id);
        (await SeatAsync(again)).ShouldBe((true, true));
    }

    [Fact]
    public async Task Nobody_asks_faster_than_a_quick_person_can()
    {
        await using var hasty = await _host.ConnectAsync(Somebody());
        var refused = 0;
        for (var i = 0; i < 100; i++)
        {
            try
            {
                await hasty.AskAsync("CatchUp", _talk.Id, 0);
            }
            catch (HubRefusedException refusal) when (refusal.Code == "hub.too-fast")
            {
                refused++;
            }
        }
        refused.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task A_connection_follows_eight_talks_and_no_more()
    {
        for (var i = 0; i < 8; i++)
            await _ada.AskAsync("Join", (await _host.OpenAsync()).Id);

        (await RefusalAsync(() => _ada.AskAsync("Join", _talk.Id))).ShouldBe("hub.too-many-talks");
    }

    [Fact]
    public async Task A_message_that_is_far_too_long_ends_the_connection()
    {
        var endless = _ada.AskAsync("Ask", _talk.Id, CommandId.New(), _question, new string('a', 100_000), null, null);

        await Should.ThrowAsync<WebSocketException>(() => endless);
        _talk.State.Seq.ShouldBe(1);
    }

    [Fact]
    public async Task What_is_not_an_id_is_refused_and_harms_nobody()
    {
        await Should.ThrowAsync<HubRefusedException>(() => _ada.AskAsync("Join", "'; drop table talk"));
        (await RefusalAsync(() => _ada.AskAsync("Ask", _talk.Id, CommandId.New(), _question, null, null, null))).ShouldBe("question.empty");
        (await RefusalAsync(() => _studio.AskAsync("DeclineQuestion", _talk.Id, CommandId.New(), _question, null, null))).ShouldBe("question.reason-missing");
        var poll = PollId.New();
        (await RefusalAsync(() => _studio.AskAsync("CreatePoll", _talk.Id, CommandId.New(), poll, "Well?", null, null))).ShouldBe("poll.options-wrong");
        (await RefusalAsync(() => _studio.AskAsync("CreatePoll", _talk.Id, CommandId.New(), poll, "Well?", new[] { "Yes", null }, null))).ShouldBe("poll.options-wrong");
        await _ada.AskAsync("Join", _talk.Id);
    }

    private static async Task<string> RefusalAsync(Func<Task> ask) => (await Should.ThrowAsync<HubRefusedException>(ask)).Code;

    private static async Task<(bool OnAir, bool Muted)> SeatAsync(HubConnection speaker)
    {
        var seat = await speaker.NextAsync("seat");
        return (seat.GetProperty("onAir").GetBoolean(), seat.GetProperty("muted").GetBoolean());
    }

    private async Task<int> NextCountAsync(int awaited)
    {
        var count = 0;
        while (count != awaited)
            count = (await _ada.NextAsync("people")).GetInt32();
        return count;
    }
}
