using System.Net.WebSockets;
using TalksPlatform.Broadcast.Hubs;
using TalksPlatform.Broadcast.Polls;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation.Hubs;
using static TalksPlatform.Broadcast.Tests.Kit.People;

namespace TalksPlatform.Broadcast.Tests.Hubs;

/// <summary>Who gets in, who may do what, and what is too much.</summary>
public sealed class TalkHubTests(RoomServer server) : HubTests(server), IClassFixture<RoomServer>
{
    [Fact]
    public async Task A_client_that_leaves_as_soon_as_it_came_leaves_in_peace()
    {
        for (var visit = 0; visit < 200; visit++) // whether its reader has begun by then is chance
            await using (await _host.ConnectAsync(Bounmy))
            {
            }
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
        (await RefusalAsync(() => _studio.AskAsync("DeclineQuestion", _talk.Id, CommandId.New(), _question, null, null))).ShouldBe("question.unknown");
        var poll = PollId.New();
        (await RefusalAsync(() => _studio.AskAsync("CreatePoll", _talk.Id, CommandId.New(), poll, "Well?", null, null))).ShouldBe("poll.options-wrong");
        (await RefusalAsync(() => _studio.AskAsync("CreatePoll", _talk.Id, CommandId.New(), poll, "Well?", new[] { "Yes", null }, null))).ShouldBe("poll.options-wrong");
        await _ada.AskAsync("Join", _talk.Id);
    }

    private async Task<int> NextCountAsync(int awaited)
    {
        var count = 0;
        while (count != awaited)
            count = (await _ada.NextAsync("people")).GetInt32();
        return count;
    }
}
