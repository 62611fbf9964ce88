using Npgsql;
using TalksPlatform.Broadcast.Hubs;
using TalksPlatform.Broadcast.Tests.Hubs;
using TalksPlatform.Broadcast.Tests.Kit;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation.Hubs;
using static TalksPlatform.Broadcast.Tests.Kit.People;

namespace TalksPlatform.Broadcast.Tests.Mix;

/// <summary>The mixer over the hub.</summary>
public sealed class MixHubTests(RoomServer server) : HubTests(server), IClassFixture<RoomServer>
{
    private readonly ContributionId _keo = new(Speaker.Id.Value);
    private readonly ContributionId _caller = ContributionId.New();

    [Fact]
    public async Task The_studio_sets_the_strip_of_a_voice_that_is_connected_and_sees_it_and_nobody_else_does()
    {
        await JoinAsync();
        (await RefusalAsync(() => _studio.AskAsync("SetStrip", _talk.Id, CommandId.New(), _keo, new { gainDb = 3 }))).ShouldBe("voice.not-connected");
        Connect();

        await _studio.AskAsync("SetStrip", _talk.Id, CommandId.New(), _keo, new { gainDb = 3, gate = true });

        var strip = (await _studio.NextAsync("patch")).GetProperty("mix").GetProperty("strips")[0];
        strip.GetProperty("voice").GetString().ShouldBe(_keo.ToString());
        strip.GetProperty("gainDb").GetDouble().ShouldBe(3);
        strip.GetProperty("gate").GetBoolean().ShouldBeTrue();
        strip.GetProperty("highPass").GetBoolean().ShouldBeFalse();
        await _studio.AskAsync("PauseAsking", _talk.Id, CommandId.New(), true);
        (await _ada.NextAsync("patch")).TryGetProperty("mix", out _).ShouldBeFalse("the next that she hears of is the pause");

        await _studio.AskAsync("SetStrip", _talk.Id, CommandId.New(), _keo, null);
        _talk.State.Stage.Strips.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_sound_of_the_series_shelf_is_played_and_no_other()
    {
        var (sound, other) = (SoundId.New(), SoundId.New());
        await ShelveAsync(sound, _talk.State.Card!.Series);
        await ShelveAsync(other, SeriesId.New());
        await JoinAsync();
        (await RefusalAsync(() => _studio.AskAsync("PlaySound", _talk.Id, CommandId.New(), other))).ShouldBe("sound.unknown");

        await _studio.AskAsync("PlaySound", _talk.Id, CommandId.New(), sound);

        var playing = (await _studio.NextAsync("patch")).GetProperty("mix").GetProperty("sounds")[0];
        playing.GetProperty("kind").GetString().ShouldBe("bed");
        playing.GetProperty("name").GetString().ShouldBe("Khene");
        playing.GetProperty("seconds").GetDouble().ShouldBe(12.5);
        await _studio.AskAsync("FadeSound", _talk.Id, CommandId.New(), sound, 2);
        await _studio.AskAsync("StopSound", _talk.Id, CommandId.New(), sound);
        _talk.State.Mix.Sounds.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_delay_is_set_and_dumped_and_silence_is_on_purpose()
    {
        await _studio.AskAsync("SetDelay", _talk.Id, CommandId.New(), 8);
        await _studio.AskAsync("DumpDelay", _talk.Id, CommandId.New());
        await _studio.AskAsync("OverrideGuard", _talk.Id, CommandId.New());

        _talk.State.Mix.Delay.Seconds.ShouldBe(8);
        _talk.State.Mix.Delay.Dumps.ShouldBe(1);
        _talk.State.Mix.QuietUntil.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_database_that_hangs_over_one_call_of_a_desk_does_not_hold_up_its_next()
    {
        await JoinAsync();
        await using var connection = await _host.Get<BroadcastDb>().OpenAsync(CancellationToken.None);
        await using var holding = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await using (var hold = new NpgsqlCommand("LOCK TABLE sound", connection, holding))
            await hold.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        var playing = RefusalAsync(() => _studio.AskAsync("PlaySound", _talk.Id, CommandId.New(), SoundId.New()));

        await _studio.AskAsync("SetDelay", _talk.Id, CommandId.New(), 8);

        playing.IsCompleted.ShouldBeFalse("it waits for the table");
        await holding.RollbackAsync(TestContext.Current.CancellationToken);
        (await playing).ShouldBe("sound.unknown");
    }

    [Fact]
    public async Task A_speaker_is_named_co_host_and_a_caller_is_not()
    {
        Connect();
        (await RefusalAsync(() => _studio.AskAsync("NameCoHost", _talk.Id, CommandId.New(), _caller))).ShouldBe("cohost.not-speaker");
        (await RefusalAsync(() => _studio.AskAsync("NameCoHost", _talk.Id, CommandId.New(), ContributionId.New()))).ShouldBe("voice.not-connected");

        await _studio.AskAsync("NameCoHost", _talk.Id, CommandId.New(), _keo);
        _talk.State.Mix.CoHost!.Name.ShouldBe("Dr Keo");

        await _studio.AskAsync("NameCoHost", _talk.Id, CommandId.New(), null);
        _talk.State.Mix.CoHost.ShouldBeNull();
    }

    [Fact]
    public async Task A_caller_is_noted_held_and_dropped_and_nobody_else_is_dropped()
    {
        Connect();
        await JoinAsync();
        var person = new PersonId(_caller.Value);
        (await RefusalAsync(() => _studio.AskAsync("NoteCaller", _talk.Id, CommandId.New(), PersonId.New(), "Keo", null, null, null))).ShouldBe("voice.not-connected");

        await _studio.AskAsync("NoteCaller", _talk.Id, CommandId.New(), person, "Keo", "Pakse", "The stamp", "lo");

        var form = (await _studio.NextAsync("patch")).GetProperty("hands").GetProperty("forms")[0];
        form.GetProperty("place").GetString().ShouldBe("Pakse");
        (await RefusalAsync(() => _studio.AskAsync("HoldHand", _talk.Id, CommandId.New(), person, true))).ShouldBe("hand.unknown");
        (await RefusalAsync(() => _studio.AskAsync("DropCaller", _talk.Id, CommandId.New(), Speaker.Id))).ShouldBe("voice.not-connected");
        await _studio.AskAsync("DropCaller", _talk.Id, CommandId.New(), person);
        _talk.State.Hands.HungUp.ShouldContainKey(person);
    }

    private async Task JoinAsync()
    {
        await _studio.AskAsync("Join", _talk.Id);
        await _ada.AskAsync("Join", _talk.Id);
    }

    private void Connect() => _host.Get<IStudioSignals>().Voices(_talk.Id,
    [
        new VoiceView(_keo, "Dr Keo", VoiceKind.Speaker, true, false, false, -18),
        new VoiceView(_caller, "Caller 1", VoiceKind.Caller, true, false, false, -18),
    ]);

    private async Task ShelveAsync(SoundId sound, SeriesId series)
    {
        await using var connection = await _host.Get<BroadcastDb>().OpenAsync(CancellationToken.None);
        await using var shelve = new NpgsqlCommand(
            "INSERT INTO sound (sound_id, series_id, kind, name, seconds, file) VALUES ($1, $2, 'bed', 'Khene', 12.5, 'sounds/khene.flac')", connection)
        {
            Parameters = { new() { Value = sound.Value }, new() { Value = series.Value } },
        };
        await shelve.ExecuteNonQueryAsync();
    }
}
