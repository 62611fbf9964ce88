using TalksPlatform.Archive.Jobs;
using TalksPlatform.Archive.Renditions;
using TalksPlatform.Archive.Tests.Given;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation.Faults;
using TalksPlatform.Foundation.Ffmpeg;
using TalksPlatform.Foundation.Jobs;

namespace TalksPlatform.Archive.Tests;

public sealed class ProductionTests(ArchiveDatabase postgres) : IClassFixture<ArchiveDatabase>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_recording_in_two_parts_becomes_one_master_in_order_without_its_gap()
    {
        await using var house = await ArchiveHouse.OpenAsync(postgres);
        var episode = house.Calendar.Add("licence", EpisodeState.Ended, ArchiveHouse.Evening);
        var tape = new Tape(house.Data, episode.Id)
            .With(ArchiveHouse.Evening, [.. Sound.Tone(440, 1), .. Sound.Tone(660, 1.5)])
            .WithCrashed(ArchiveHouse.Evening.AddMinutes(2), Sound.Tone(880, 0.77))
            .Write();

        await house.HearAsync(tape.Closed, Ct);
        await house.Jobs.RunUpToAsync("measure:", Ct);

        var master = await Sound.DecodeAsync(house.MediaPath(episode.Id, "master.flac"), Ct);
        master.Length.ShouldBe((int)(Sound.Rate * 3.27));
        double[] pitches = [440, 660, 880];
        Sound.PitchAt(master, 0.5, pitches).ShouldBe(440);
        Sound.PitchAt(master, 1.2, pitches).ShouldBe(660);
        Sound.PitchAt(master, 2.35, pitches).ShouldBe(660);
        Sound.PitchAt(master, 2.55, pitches).ShouldBe(880);
        Sound.PitchAt(master, 3.1, pitches).ShouldBe(880);
    }

    [Fact]
    public async Task A_voice_becomes_three_renditions_at_a_podcasts_loudness_and_is_published()
    {
        await using var house = await ArchiveHouse.OpenAsync(postgres);
        var episode = house.Calendar.Add("money", EpisodeState.Ended, ArchiveHouse.Evening, "ເງິນ \0 & the \"shop\"");
        var voice = await Sound.VoiceAsync("Write down every sale, and keep your own money apart from the money of the shop.", 12, Ct);
        var tape = new Tape(house.Data, episode.Id).With(ArchiveHouse.Evening, voice).Write();

        await house.ProduceAsync(tape, Ct);

        house.FilesOf(episode.Id).ShouldBe(["aac-64.m4a", "master.flac", "mp3-96.mp3", "opus-24.opus"]);
        house.Drafts.ShouldBeEmpty();
        var replay = (await house.Replays.FindAsync(episode.Id, Ct)).ShouldNotBeNull();
        replay.Duration.ShouldBe(TimeSpan.FromSeconds(12));
        replay.Files.Select(file => file.Profile).ShouldBe(["opus-24", "aac-64", "mp3-96"], "the smallest comes first");
        foreach (var file in replay.Files)
        {
            var path = house.MediaPath(episode.Id, Path.GetFileName(file.Url));
            var heard = await Loudness.MeasureAsync(new FfmpegRunner(TimeProvider.System), path, Ct);
            heard.Integrated.ShouldBe(-16, tolerance: 1, file.Profile);
            heard.TruePeak.ShouldBeLessThanOrEqualTo(-1, file.Profile);
            file.LoudnessLufs.ShouldBe(heard.Integrated);
            file.Bytes.ShouldBe(new FileInfo(path).Length);

            var probe = await MediaProbe.ReadAsync(path, Ct);
            probe.Duration.TotalSeconds.ShouldBe(12, tolerance: 0.2, file.Profile);
            var nominal = RenditionProfile.Named(file.Profile).BitsPerSecond;
            ((double)probe.Bitrate).ShouldBe(nominal, tolerance: nominal * 0.2, $"{file.Profile} bears its rate in its name");
            (probe.Tags.GetValueOrDefault("title") ?? OggTag(path)).ShouldBe("ເງິນ & the \"shop\"");
        }
        (await house.FactsAsync()).Select(fact => fact.Type)
            .ShouldBe(["RenditionReady", "RenditionReady", "RenditionReady", "ReplayPublished"]);
    }

    [Fact]
    public async Task A_shout_is_brought_down_to_the_same_loudness()
    {
        await using var house = await ArchiveHouse.OpenAsync(postgres);
        var episode = house.Calendar.Add("loud", EpisodeState.Ended, ArchiveHouse.Evening);
        var tape = new Tape(house.Data, episode.Id).With(ArchiveHouse.Evening, Sound.Tone(300, 4, amplitude: 0.99)).Write();

        await house.ProduceAsync(tape, Ct);

        (await house.Replays.FindAsync(episode.Id, Ct)).ShouldNotBeNull()
            .Files.ShouldAllBe(file => Math.Abs(file.LoudnessLufs + 16) <= 1 && file.TruePeakDbtp <= -1);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.0003)]
    public async Task Silence_and_a_whisper_are_published_without_being_blown_up(double amplitude)
    {
        await using var house = await ArchiveHouse.OpenAsync(postgres);
        var episode = house.Calendar.Add("quiet", EpisodeState.Ended, ArchiveHouse.Evening);
        var tape = new Tape(house.Data, episode.Id).With(ArchiveHouse.Evening, Sound.Tone(500, 4, amplitude)).Write();

        await house.ProduceAsync(tape, Ct);

        var replay = (await house.Replays.FindAsync(episode.Id, Ct)).ShouldNotBeNull();
        replay.Files.ShouldAllBe(file => file.LoudnessLufs < -40 && double.IsFinite(file.TruePeakDbtp));
    }

    [Fact]
    public async Task Every_job_run_a_second_time_changes_nothing()
    {
        await using var house = await ArchiveHouse.OpenAsync(postgres);
        var episode = house.Calendar.Add("twice", EpisodeState.Ended, ArchiveHouse.Evening);
        var tape = new Tape(house.Data, episode.Id).With(ArchiveHouse.Evening, Sound.Tone(440, 3)).Write();
        await house.ProduceAsync(tape, Ct);
        var (rows, facts, files) = (await house.RowsAsync(), await house.FactsAsync(), Written(house, episode.Id));

        await house.ProduceAsync(tape, Ct);

        house.Jobs.Ran.Count.ShouldBe(12, "six jobs ran twice");
        (await house.RowsAsync()).ShouldBe(rows);
        (await house.FactsAsync()).ShouldBe(facts);
        Written(house, episode.Id).ShouldBe(files);
    }

    [Fact]
    public async Task A_crash_between_a_step_and_the_next_is_healed_by_running_the_step_again()
    {
        await using var house = await ArchiveHouse.OpenAsync(postgres);
        var episode = house.Calendar.Add("healed", EpisodeState.Ended, ArchiveHouse.Evening);
        var tape = new Tape(house.Data, episode.Id).With(ArchiveHouse.Evening, Sound.Tone(440, 2)).Write();
        var last = new TranscodeRecording(tape.Id, episode.Id, RenditionProfile.All[^1].Name);
        await house.HearAsync(tape.Closed, Ct);
        await house.Jobs.RunUpToAsync("publish:", Ct);
        house.Jobs.Forget();

        await house.Jobs.RunAsync(last, new JobRun(2, new Progress<double>()), Ct);
        await house.Jobs.RunAllAsync(Ct);

        (await house.Replays.FindAsync(episode.Id, Ct)).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_step_that_begins_before_the_one_before_has_let_go_is_not_lost()
    {
        await using var house = await ArchiveHouse.OpenAsync(postgres);
        var episode = house.Calendar.Add("quick", EpisodeState.Ended, ArchiveHouse.Evening);
        var tape = new Tape(house.Data, episode.Id).With(ArchiveHouse.Evening, Sound.Tone(440, 2)).Write();
        house.Jobs.RunsAtOnce = true;

        await house.HearAsync(tape.Closed, Ct);

        (await house.Replays.FindAsync(episode.Id, Ct)).ShouldNotBeNull();
    }

    [Fact]
    public async Task An_altered_part_stops_the_production_and_the_last_attempt_tells_so()
    {
        await using var house = await ArchiveHouse.OpenAsync(postgres);
        var episode = house.Calendar.Add("altered", EpisodeState.Ended, ArchiveHouse.Evening);
        var tape = new Tape(house.Data, episode.Id).With(ArchiveHouse.Evening, Sound.Tone(440, 1)).Write();
        await File.WriteAllBytesAsync(tape.PathOf("part-0001.wav"), Tape.Wav(Sound.Tone(441, 1)), Ct);
        var join = new JoinRecording(tape.Id, episode.Id, tape.Folder);

        (await Refused(isLast: false)).ShouldBe("recording.part-altered");
        (await house.FactsAsync()).ShouldBeEmpty("another attempt follows");
        (await Refused(isLast: true)).ShouldBe("recording.part-altered");

        var (type, body) = (await house.FactsAsync()).ShouldHaveSingleItem();
        type.ShouldBe(nameof(ReplayFailed));
        body.ShouldContain("part-0001.wav");
        house.FilesOf(episode.Id).ShouldBeEmpty();
        house.Drafts.ShouldBeEmpty();

        async Task<string> Refused(bool isLast) => (await Should.ThrowAsync<FaultException>(
            () => house.Jobs.RunAsync(join, new JobRun(1, new Progress<double>(), isLast), Ct))).Code;
    }

    [Fact]
    public async Task Nothing_is_published_while_the_talk_goes_on()
    {
        await using var house = await ArchiveHouse.OpenAsync(postgres);
        var episode = house.Calendar.Add("live", EpisodeState.Live, ArchiveHouse.Evening);
        house.Calendar.Keep(new TalkRecord(episode.TalkId, ArchiveHouse.Evening, EndedAt: null, [], [], 3));
        var tape = new Tape(house.Data, episode.Id).With(ArchiveHouse.Evening, Sound.Tone(440, 1)).Write();

        (await Should.ThrowAsync<FaultException>(() => house.ProduceAsync(tape, Ct))).Code.ShouldBe("replay.talk-live");

        (await house.Replays.LatestAsync(5, Ct)).ShouldBeEmpty();
    }

    private static List<(string, DateTime)> Written(ArchiveHouse house, EpisodeId episode) =>
        [.. house.FilesOf(episode).Select(file => (file, File.GetLastWriteTimeUtc(house.MediaPath(episode, file))))];

    // ffprobe gives an Ogg file's tags with the stream, not with the container.
    private static string OggTag(string path)
    {
        var head = System.Text.Encoding.UTF8.GetString(File.ReadAllBytes(path).AsSpan(0, 2000));
        var start = head.IndexOf("title=", StringComparison.Ordinal) + "title=".Length;
        return head[start..(head.IndexOf("shop\"", start, StringComparison.Ordinal) + "shop\"".Length)];
    }
}
