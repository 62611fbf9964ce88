using TalksPlatform.Broadcast.Audience;
using TalksPlatform.Broadcast.Hubs;
using TalksPlatform.Broadcast.Stage;
using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Broadcast.Tests.Kit;
using TalksPlatform.Contracts;
using static TalksPlatform.Broadcast.Tests.Kit.People;

namespace TalksPlatform.Broadcast.Tests.Stage;

public class StageStories
{
    private readonly PaperTalk _talk = PaperTalk.Opened();
    private readonly ContributionId _keo = new(Speaker.Id.Value);

    [Fact]
    public void A_talk_goes_from_the_green_room_on_air_and_off()
    {
        _talk.State.Phase.ShouldBe(TalkPhase.GreenRoom);
        _talk.Give(new GoLive(), Host);
        _talk.State.LiveAt.ShouldBe(_talk.Now);

        _talk.Give(new GoLive(), Host).Give(new EndTalk(), Host);

        _talk.State.EndedAt.ShouldBe(_talk.Now);
        _talk.Refuses(new GoLive(), Host).ShouldBe("talk.over");
        _talk.Log.Count(entry => entry.Event is WentLive).ShouldBe(1);
    }

    [Fact]
    public void A_timer_for_a_start_that_was_moved_lapses()
    {
        var planned = _talk.State.Card!.StartsAt;
        _talk.Give(new OpenTalk(Episodes.Card(planned.AddHours(1))), Host);

        _talk.Give(new GoLive(planned), Actor.Platform);
        _talk.State.Phase.ShouldBe(TalkPhase.GreenRoom);

        _talk.Give(new GoLive(planned.AddHours(1)), Actor.Platform);
        _talk.State.Phase.ShouldBe(TalkPhase.Live);
    }

    [Fact]
    public void A_server_that_was_off_all_day_does_not_go_on_air_at_night()
    {
        var card = Episodes.Card(_talk.Now.AddHours(-3));
        _talk.Give(new OpenTalk(card), Host);

        _talk.Give(new GoLive(card.StartsAt), Actor.Platform);
        _talk.State.Phase.ShouldBe(TalkPhase.GreenRoom);

        _talk.Give(new GoLive(), Host);
        _talk.State.Phase.ShouldBe(TalkPhase.Live, "a host may");
    }

    [Fact]
    public void A_voice_is_put_on_air_muted_and_taken_off()
    {
        _talk.Give(new PutOnAir(_keo, "Dr Keo", VoiceKind.Speaker), Host);
        _talk.State.Stage.Names.ShouldBe(["Dr Keo"]);

        _talk.Give(new MuteVoice(_keo), Host);
        _talk.State.Stage.OnAir[_keo].Muted.ShouldBeTrue();
        _talk.Give(new UnmuteVoice(_keo), Host);
        _talk.State.Stage.OnAir[_keo].Muted.ShouldBeFalse();

        _talk.Give(new TakeOffAir(_keo), Host);
        _talk.State.Stage.Names.ShouldBeEmpty();
        _talk.Refuses(new MuteVoice(_keo), Host).ShouldBe("voice.not-on-air");
    }

    [Fact]
    public void Names_are_told_in_the_order_in_which_voices_came_on_air()
    {
        foreach (var name in new[] { "Noy", "Ada", "Keo" })
            _talk.Give(new PutOnAir(ContributionId.New(), name, VoiceKind.Caller), Host);

        _talk.State.Stage.Names.ShouldBe(["Noy", "Ada", "Keo"]);
    }

    [Fact]
    public void Fifty_voices_are_enough()
    {
        for (var i = 0; i < 50; i++)
            _talk.Give(new PutOnAir(ContributionId.New(), $"Caller {i}", VoiceKind.Caller), Host);

        _talk.Refuses(new PutOnAir(_keo, "Dr Keo", VoiceKind.Speaker), Host).ShouldBe("stage.full");
    }

    [Fact]
    public void A_talk_that_ended_stays_open_until_its_recording_is_closed()
    {
        var recording = RecordingId.New();
        _talk.Give(new GoLive(), Host).Give(new OpenRecording(recording), Actor.Platform);
        _talk.Refuses(new OpenRecording(RecordingId.New()), Actor.Platform).ShouldBe("recording.other");
        _talk.Give(new EndTalk(), Host);
        _talk.State.IsOpen.ShouldBeTrue();

        _talk.Give(new CloseRecording(recording, "recordings/1"), Actor.Platform);

        _talk.State.IsOpen.ShouldBeFalse();
        var closing = _talk.Log[^1];
        closing.Event.Fact(_talk.State, closing.Stamp).ShouldBe(new RecordingClosed(_talk.State.Id, recording, "recordings/1"));
    }

    [Fact]
    public void A_talk_that_never_went_live_tells_that_it_never_began()
    {
        _talk.Give(new EndTalk(), Host);

        var end = _talk.Log[^1];
        end.Event.Fact(_talk.State, end.Stamp).ShouldBe(new TalkEnded(_talk.State.Id, StartedAt: null, end.Stamp.At));
    }

    [Fact]
    public void Only_hosts_run_the_stage()
    {
        foreach (var actor in new[] { Ada, Speaker })
        {
            _talk.Refuses(new GoLive(), actor).ShouldBe("talk.not-yours");
            _talk.Refuses(new EndTalk(), actor).ShouldBe("talk.not-yours");
            _talk.Refuses(new PutOnAir(_keo, "Dr Keo", VoiceKind.Speaker), actor).ShouldBe("talk.not-yours");
            _talk.Refuses(new TakeOffAir(_keo), actor).ShouldBe("talk.not-yours");
            _talk.Refuses(new MuteVoice(_keo), actor).ShouldBe("talk.not-yours");
            _talk.Refuses(new UnmuteVoice(_keo), actor).ShouldBe("talk.not-yours");
            _talk.Refuses(new MarkNext(_keo, true), actor).ShouldBe("talk.not-yours");
        }
    }

    [Fact]
    public void Who_is_next_is_so_until_she_is_on_air_or_somebody_says_otherwise()
    {
        _talk.Give(new GoLive(), Host).Give(new MarkNext(_keo, true), Host);
        _talk.State.Stage.Next.ShouldBe([_keo]);
        SeatView.Of(_talk.State, Speaker.Id).ShouldBe(new SeatView(OnAir: false, Muted: false, Next: true));

        _talk.Give(new PutOnAir(_keo, "Dr Keo", VoiceKind.Speaker), Host);
        SeatView.Of(_talk.State, Speaker.Id).ShouldBe(new SeatView(OnAir: true, Muted: false));
        _talk.Give(new MarkNext(_keo, true), Host).Give(new TakeOffAir(_keo), Host);
        _talk.State.Stage.Next.ShouldBeEmpty("she is on air already, which is what comes after next");

        _talk.Give(new MarkNext(_keo, true), Host).Give(new MarkNext(_keo, false), Host);
        _talk.State.Stage.Next.ShouldBeEmpty();
    }

    [Fact]
    public void Who_is_blocked_is_not_next_any_more_and_cannot_be()
    {
        _talk.Give(new MarkNext(_keo, true), Host).Give(new BlockPerson(new BlockTarget(Voice: _keo) { Name = "Dr Keo" }), Host);
        _talk.State.Stage.Next.ShouldBeEmpty();
        _talk.Refuses(new MarkNext(_keo, true), Host).ShouldBe("voice.blocked");
    }
}
