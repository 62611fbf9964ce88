using TalksPlatform.Broadcast.Hubs;
using TalksPlatform.Broadcast.Questions;
using TalksPlatform.Broadcast.Stage;
using TalksPlatform.Broadcast.Tests.Hubs;
using TalksPlatform.Broadcast.Tests.Kit;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation.Hubs;
using static TalksPlatform.Broadcast.Tests.Kit.People;

namespace TalksPlatform.Broadcast.Tests.Stage;

/// <summary>The programme and its voices over the hub.</summary>
public sealed class StageHubTests(RoomServer server) : HubTests(server), IClassFixture<RoomServer>
{
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
    public async Task A_speaker_is_told_that_she_is_next_before_she_is_on_air()
    {
        var keo = new ContributionId(Speaker.Id.Value);
        await using var backstage = await _host.ConnectAsync(Speaker, _talk.Id);
        await backstage.AskAsync("Join", _talk.Id);
        (await backstage.NextAsync("seat")).TryGetProperty("next", out _).ShouldBeFalse();
        await _studio.AskAsync("Join", _talk.Id);
        (await RefusalAsync(() => _studio.AskAsync("MarkNext", _talk.Id, CommandId.New(), keo, true))).ShouldBe("voice.not-connected");
        _host.Get<IStudioSignals>().Voices(_talk.Id, [new VoiceView(keo, "Dr Keo", VoiceKind.Speaker, true, false, false, -18)]);

        await _studio.AskAsync("MarkNext", _talk.Id, CommandId.New(), keo, true);
        (await backstage.NextAsync("seat")).GetProperty("next").GetBoolean().ShouldBeTrue();

        await _studio.AskAsync("PutOnAir", _talk.Id, CommandId.New(), keo);
        var seat = await backstage.NextAsync("seat");
        (seat.GetProperty("onAir").GetBoolean(), seat.TryGetProperty("next", out _)).ShouldBe((true, false));
    }

    private static async Task<(bool OnAir, bool Muted)> SeatAsync(HubConnection speaker)
    {
        var seat = await speaker.NextAsync("seat");
        return (seat.GetProperty("onAir").GetBoolean(), seat.GetProperty("muted").GetBoolean());
    }
}
