using TalksPlatform.Broadcast.Questions;
using TalksPlatform.Broadcast.Tests.Kit;
using TalksPlatform.Contracts;
using static TalksPlatform.Broadcast.Tests.Kit.People;

namespace TalksPlatform.Broadcast.Tests.Hubs;

/// <summary>What a client is told, step by step, and after it was away.</summary>
public sealed class PatchTests(RoomServer server) : HubTests(server), IClassFixture<RoomServer>
{
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
}
