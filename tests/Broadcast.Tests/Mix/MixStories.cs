using TalksPlatform.Broadcast.Audience;
using TalksPlatform.Broadcast.Hubs;
using TalksPlatform.Broadcast.Mix;
using TalksPlatform.Broadcast.Reading;
using TalksPlatform.Broadcast.Stage;
using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Broadcast.Tests.Kit;
using TalksPlatform.Contracts;
using static TalksPlatform.Broadcast.Tests.Kit.People;

namespace TalksPlatform.Broadcast.Tests.Mix;

public sealed class MixStories
{
    private readonly PaperTalk _talk = PaperTalk.Opened();
    private readonly ContributionId _keo = new(Speaker.Id.Value);
    private readonly SoundId _jingle = SoundId.New();
    private readonly SoundId _khene = SoundId.New();

    [Fact]
    public void A_strip_is_set_before_air_and_kept_when_the_voice_leaves_and_comes_back()
    {
        var strip = new StripSettings(GainDb: 4.5, HighPass: true, Level: true);
        _talk.Give(new SetStrip(_keo, strip), Host);
        _talk.Give(new PutOnAir(_keo, "Dr Keo", VoiceKind.Speaker), Host);
        _talk.State.Stage.OnAir[_keo].Strip.ShouldBe(strip);

        _talk.Give(new MuteVoice(_keo), Host).Give(new TakeOffAir(_keo), Host).Give(new PutOnAir(_keo, "Dr Keo", VoiceKind.Speaker), Host);
        _talk.State.Stage.OnAir[_keo].Strip.ShouldBe(strip);
        View().Strips.ShouldHaveSingleItem().ShouldBe(new StripView(_keo, 4.5, true, false, true, false));

        _talk.Give(new SetStrip(_keo, StripSettings.Neutral), Host);
        _talk.State.Stage.OnAir[_keo].Strip.ShouldBe(StripSettings.Neutral);
        View().Strips.ShouldHaveSingleItem();
    }

    [Fact]
    public void People_are_levelled_and_share_the_gain_until_somebody_says_otherwise_and_stations_and_files_pass_as_they_are()
    {
        _talk.Give(new PutOnAir(_keo, "Dr Keo", VoiceKind.Speaker), Host);
        _talk.State.Stage.OnAir[_keo].Strip.ShouldBe(new StripSettings(HighPass: true, Level: true, Automix: true));
        View().Strips.ShouldBeEmpty();

        _talk.Give(new SetStrip(_keo, StripSettings.Neutral), Host).Give(new SetStrip(_keo, null), Host);
        _talk.State.Stage.OnAir[_keo].Strip.ShouldBe(StripSettings.Of(VoiceKind.Speaker));
        View().Strips.ShouldBeEmpty();

        StripSettings.Of(VoiceKind.Caller).ShouldBe(StripSettings.Of(VoiceKind.Attendee));
        StripSettings.Of(VoiceKind.Station).ShouldBe(StripSettings.Neutral);
        StripSettings.Of(VoiceKind.Clip).ShouldBe(StripSettings.Neutral);
    }

    [Theory]
    [InlineData(24.1)]
    [InlineData(-24.1)]
    [InlineData(double.NaN)]
    [InlineData(double.NegativeInfinity)]
    public void A_gain_stays_within_what_a_strip_can(double gain) =>
        _talk.Refuses(new SetStrip(_keo, new(GainDb: gain)), Host).ShouldBe("strip.gain-wrong");

    [Fact]
    public void A_sound_is_played_since_its_start_and_is_over_by_itself()
    {
        Play(_jingle, SoundKind.Clip, seconds: 2.5);
        var started = _talk.Now;
        View().Sounds.ShouldHaveSingleItem().StartedAt.ShouldBe(started);

        _talk.State.Mix.Find(_jingle, started.AddSeconds(2.4)).ShouldNotBeNull();
        _talk.State.Mix.Find(_jingle, started.AddSeconds(2.5)).ShouldBeNull();

        _talk.Give(new OverrideGuard(), Host).Give(new OverrideGuard(), Host);
        Play(_khene, SoundKind.Bed, seconds: 60);
        View().Sounds.ShouldHaveSingleItem().Id.ShouldBe(_khene, "what is over makes room");
    }

    [Fact]
    public void A_clip_begins_anew_and_a_bed_goes_on()
    {
        Play(_jingle, SoundKind.Clip, seconds: 30);
        Play(_jingle, SoundKind.Clip, seconds: 30);
        View().Sounds.ShouldHaveSingleItem().StartedAt.ShouldBe(_talk.Now);

        Play(_khene, SoundKind.Bed, seconds: 60);
        var began = _talk.Now;
        Play(_khene, SoundKind.Bed, seconds: 60);
        View().Sounds[1].StartedAt.ShouldBe(began);
        _talk.State.Mix.Find(_khene, began.AddHours(1)).ShouldNotBeNull("it goes on until it is stopped");
    }

    [Fact]
    public void A_sound_is_stopped_at_once_or_fades_away()
    {
        Play(_khene, SoundKind.Bed, seconds: 60);
        _talk.Give(new FadeSound(_khene, 3), Host);
        var fading = _talk.State.Mix.Find(_khene, _talk.Now).ShouldNotBeNull();
        (fading.FadesAt, fading.FadedAt).ShouldBe((_talk.Now, _talk.Now.AddSeconds(3)));
        _talk.State.Mix.Find(_khene, _talk.Now.AddSeconds(3)).ShouldBeNull();

        Play(_khene, SoundKind.Bed, seconds: 60);
        _talk.State.Mix.Find(_khene, _talk.Now).ShouldNotBeNull().FadesAt.ShouldBeNull("it was wanted again");
        _talk.Give(new StopSound(_khene), Host);
        View().Sounds.ShouldBeEmpty();
        var before = _talk.Log.Count;
        _talk.Give(new StopSound(_khene), Host).Give(new FadeSound(_khene, 1), Host);
        _talk.Log.Count.ShouldBe(before, "it is silent already");
        _talk.Refuses(new FadeSound(_khene, 31), Host).ShouldBe("sound.fade-wrong");
        _talk.Refuses(new FadeSound(_khene, double.NaN), Host).ShouldBe("sound.fade-wrong");
    }

    [Fact]
    public void Eight_sounds_are_enough()
    {
        for (var i = 0; i < 8; i++)
            Play(SoundId.New(), SoundKind.Bed, seconds: 60);

        _talk.Refuses(new PlaySound(_jingle, "Jingle", SoundKind.Clip, 2), Host).ShouldBe("sound.too-many");
        Play(_talk.State.Mix.Sounds[0].Id, SoundKind.Bed, seconds: 60);
    }

    [Fact]
    public void A_delay_has_seven_to_ten_seconds_and_is_dumped_also_while_it_is_taken_off()
    {
        _talk.Refuses(new DumpDelay(), Host).ShouldBe("delay.off");
        _talk.Refuses(new SetDelay(6), Host).ShouldBe("delay.seconds-wrong");
        _talk.Refuses(new SetDelay(11), Host).ShouldBe("delay.seconds-wrong");
        _talk.Refuses(new SetDelay(-7), Host).ShouldBe("delay.seconds-wrong");

        _talk.Give(new SetDelay(8), Host).Give(new DumpDelay(), Host);
        View().Delay.ShouldBe(new DelayView(8, 1, _talk.Now));
        _talk.Give(new SetDelay(0), Host).Give(new DumpDelay(), Host);
        View().Delay.ShouldBe(new DelayView(0, 2, _talk.Now));
    }

    [Fact]
    public void Whoever_took_over_is_the_host_of_what_is_left_to_do_after_the_talk()
    {
        _talk.Give(new NameCoHost(Speaker.Id, "Dr Keo"), Host);
        _talk.State.TookOver(Speaker.Id).ShouldBeFalse("the host is there");
        _talk.Give(new PromoteCoHost(), Actor.Platform).Give(new GoLive(), Host).Give(new EndTalk(), Host);
        _talk.State.TookOver(Speaker.Id).ShouldBeTrue();
        _talk.State.TookOver(PersonId.New()).ShouldBeFalse();
    }

    [Fact]
    public void A_co_host_is_named_by_a_host_and_takes_over_once()
    {
        var producer = new Actor(PersonId.New(), "Pim", Role.Producer);
        _talk.Refuses(new NameCoHost(Speaker.Id, "Dr Keo"), producer).ShouldBe("talk.not-yours");
        _talk.Give(new PromoteCoHost(), Actor.Platform);
        View().CoHost.ShouldBeNull("nobody was named");

        _talk.Give(new NameCoHost(Speaker.Id, "Dr Keo"), Host).Give(new PromoteCoHost(), Actor.Platform);
        var promoted = _talk.Now;
        _talk.Give(new PromoteCoHost(), Actor.Platform);
        View().CoHost.ShouldBe(new CoHostView(Speaker.Id, "Dr Keo", promoted));

        _talk.Give(new NameCoHost(null, null), Host);
        View().CoHost.ShouldBeNull();
        _talk.Give(new PutOnAir(_keo, "Dr Keo", VoiceKind.Speaker), Host).Give(new BlockPerson(new BlockTarget(Voice: _keo)), Host);
        _talk.Refuses(new NameCoHost(Speaker.Id, "Dr Keo"), Host).ShouldBe("cohost.not-speaker");
    }

    [Fact]
    public void Silence_is_on_purpose_for_half_a_minute_from_the_last_word()
    {
        _talk.Give(new OverrideGuard(), Host);
        View().QuietUntil.ShouldBe(_talk.Now.AddSeconds(30));
        _talk.Give(new OverrideGuard(), Host);
        View().QuietUntil.ShouldBe(_talk.Now.AddSeconds(30));
    }

    [Fact]
    public void The_mixer_is_the_studios_and_is_cleared_when_the_talk_ends()
    {
        foreach (var actor in new[] { Ada, Speaker, new Actor(PersonId.New(), "Sina", Role.Moderator) })
        {
            foreach (var command in (TalkCommand[])[
                new SetStrip(_keo, new(GainDb: 1)), new PlaySound(_jingle, "Jingle", SoundKind.Clip, 2), new StopSound(_jingle), new FadeSound(_jingle, 1),
                new SetDelay(8), new DumpDelay(), new OverrideGuard(), new NameCoHost(null, null), new PromoteCoHost()])
                _talk.Refuses(command, actor).ShouldBe("talk.not-yours");
        }
        RoomViews.Room(_talk.State, Viewer.Stranger, 0).Mix.ShouldBeNull();

        _talk.Give(new SetDelay(8), Host).Give(new EndTalk(), Host);
        _talk.State.Mix.ShouldBe(MixState.Empty);
        _talk.Refuses(new SetDelay(8), Host).ShouldBe("talk.over");
    }

    private void Play(SoundId sound, SoundKind kind, double seconds) => _talk.Give(new PlaySound(sound, $"{kind}", kind, seconds), Host);

    private MixView View() => RoomViews.Room(_talk.State, Viewer.Studio, 0).Mix.ShouldNotBeNull();
}
