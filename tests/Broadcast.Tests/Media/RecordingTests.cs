using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using TalksPlatform.Broadcast.Media;
using TalksPlatform.Broadcast.Media.Outputs;
using TalksPlatform.Broadcast.Media.Recording;
using TalksPlatform.Contracts;
using TalksPlatform.TestKit;

namespace TalksPlatform.Broadcast.Tests.Media;

public sealed class RecordingTests : IDisposable
{
    private static readonly DateTimeOffset Epoch = new(2026, 11, 26, 12, 0, 0, TimeSpan.Zero);

    private readonly string _path = Directory.CreateTempSubdirectory("recording-").FullName;
    private readonly TalkId _talk = TalkId.Of(EpisodeId.New());
    private readonly AudioFramePool _pool = new(16);
    private readonly SingingVoice _voice = new(1000, -20);

    public void Dispose() => Directory.Delete(_path, recursive: true);

    [Fact]
    public async Task The_tape_is_as_long_as_the_talk_and_has_its_sound()
    {
        await RecordAsync(Ticks(100, 150));

        var part = Manifest.Parts.ShouldHaveSingleItem();
        part.Samples.ShouldBe(150 * AudioFrame.Length);
        part.StartedAt.ShouldBe(Epoch.AddSeconds(2)); // tick 100
        part.DroppedFrames.ShouldBe(0);
        part.Sha256.ShouldBe(Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(PathOf(part)))));
        Tones.LevelAt(SamplesOf(part), 1000).ShouldBe(-20, tolerance: 0.1);
    }

    [Fact]
    public async Task Ticks_that_never_came_are_silence_and_counted_so_that_time_stays_true()
    {
        await RecordAsync([.. Ticks(0, 50), .. Ticks(75, 50)]);

        var part = Manifest.Parts.ShouldHaveSingleItem();
        part.Samples.ShouldBe(125 * AudioFrame.Length);
        part.DroppedFrames.ShouldBe(25);
        SamplesOf(part).AsSpan(50 * AudioFrame.Length, 25 * AudioFrame.Length).ContainsAnyExcept(0f).ShouldBeFalse();
    }

    [Fact]
    public async Task After_the_machine_slept_a_new_part_begins()
    {
        await RecordAsync([.. Ticks(0, 50), .. Ticks(10_000, 50)]);

        Manifest.Parts.Select(part => part.StartedAt).ShouldBe([Epoch, Epoch.AddSeconds(200)]);
        Manifest.Parts.ShouldAllBe(part => part.Samples == 50 * AudioFrame.Length);
    }

    [Fact]
    public async Task A_part_that_a_crash_left_behind_is_made_whole_and_the_recording_goes_on_in_the_next()
    {
        Crash(frames: 50);
        var recording = Manifest.RecordingId;

        await RecordAsync(Ticks(500, 50));

        Manifest.RecordingId.ShouldBe(recording);
        Manifest.Parts.Select(part => part.File).ShouldBe(["part-0001.flac", "part-0002.flac"]);
        var (crashed, next) = (Manifest.Parts[0], Manifest.Parts[1]);
        (crashed.StartedAt, crashed.Samples, crashed.Sha256, crashed.Damage).ShouldBe((Epoch, 48 * AudioFrame.Length, null, null));
        TapeReader.Read(_path, [crashed]).Length.ShouldBe((int)crashed.Samples);
        next.Position.ShouldBe(crashed.Samples);
        next.GapMilliseconds.ShouldBe(10_000 - 960);
    }

    /// <summary>What the operating system has at any moment is what a kill -9 leaves.</summary>
    [Fact]
    public async Task A_process_that_is_killed_has_kept_all_but_a_fraction_of_a_second_of_every_track()
    {
        const int ticks = 1_234;
        var ada = new VoiceTap(new ContributionId(Guid.CreateVersion7())) { Name = "Ada" };
        var output = new RecordingOutput(
            _path, _talk, RecordingId.New(), new Calendar(), TimeProvider.System, NullLogger.Instance, () => [ada]);
        foreach (var tick in Ticks(0, ticks))
            Give(ada, tick, 0.25f);
        Write(output, Ticks(0, ticks));
        using var ending = new CancellationTokenSource();
        var running = output.RunAsync(new OutputHealth(output, NullLogger.Instance), ending.Token);
        await Eventually.BecomesAsync(() => Directory.GetFiles(_path, "track-01-0003.flac").Length == 1 && output.Frames.Count == 0 && AreVerified(parts: 2), "the tape has taken all, and is still: a copy of a file that changes is none");

        var left = Directory.CreateTempSubdirectory("killed-");
        try
        {
            foreach (var file in Directory.GetFiles(_path))
                File.Copy(file, Path.Combine(left.FullName, Path.GetFileName(file)));
            var folder = RecordingFolder.Open(left.FullName, _talk, RecordingId.New());
            folder.Close();

            const int fraction = (24 + 4) * AudioFrame.Length;
            var whole = ticks * AudioFrame.Length;
            TapeReader.Read(left.FullName, folder.Manifest.Parts).Length.ShouldBeInRange(whole - fraction, whole);
            var own = TapeReader.Read(left.FullName, folder.Manifest.Tracks.ShouldHaveSingleItem().Parts);
            own.Length.ShouldBeInRange(whole - fraction, whole);
            own.ShouldAllBe(sample => Math.Abs(sample - 0.25f) < 0.000_1f);
        }
        finally
        {
            left.Delete(recursive: true);
            await ending.CancelAsync();
            await Should.ThrowAsync<OperationCanceledException>(running);
        }
    }

    /// <summary>So many parts of the programme, and as many of its one track, were read back.</summary>
    private bool AreVerified(int parts) => RecordingFolder.Read(_path) is { Tracks: [var track] } manifest
        && manifest.Parts.Count(part => part.Sha256 is not null) == parts && track.Parts.Count(part => part.Sha256 is not null) == parts;

    [Fact]
    public async Task A_recording_that_an_earlier_version_began_goes_on_behind_its_wav_part()
    {
        var old = new RecordingManifest(RecordingId.New(), _talk, AudioFrame.SampleRate, 1, [new("part-0001.wav", Epoch, 0, null, 0)], Closed: false);
        File.WriteAllText(Path.Combine(_path, RecordingManifest.FileName), JsonSerializer.Serialize(old, JsonSerializerOptions.Web));
        File.WriteAllBytes(Path.Combine(_path, "part-0001.wav"), new byte[WavRepair.HeaderBytes + (12_345 * 2) + 1]);

        await RecordAsync(Ticks(500, 50));

        Manifest.Parts.Select(part => (part.File, part.Samples)).ShouldBe([("part-0001.wav", 12_345), ("part-0001.flac", 50 * AudioFrame.Length)]);
        Manifest.Parts[1].Position.ShouldBe(12_345);
        BinaryPrimitives.ReadUInt32LittleEndian(File.ReadAllBytes(PathOf(Manifest.Parts[0])).AsSpan(40)).ShouldBe(12_345u * 2);
    }

    [Fact]
    public async Task Parts_of_ten_seconds_follow_each_other_without_a_sample_between_them()
    {
        await RecordAsync(Ticks(7, 1_234));

        Manifest.Parts.Select(part => part.Samples).ShouldBe([480_000, 480_000, 234 * AudioFrame.Length]);
        Manifest.Parts.Select(part => part.Position).ShouldBe([0, 480_000, 960_000]);
        Manifest.Parts.ShouldAllBe(part => part.GapMilliseconds == 0 && part.Sha256 != null && part.Level > -24 && part.Damage == null);
        var tape = TapeReader.Read(_path, Manifest.Parts);
        var sung = new float[tape.Length];
        new SingingVoice(1000, -20).Read(sung);
        for (var i = 0; i < tape.Length; i++)
            tape[i].ShouldBe(sung[i], tolerance: 0.000_04f);
    }

    [Fact]
    public async Task Each_voice_has_a_track_that_fits_to_the_sample()
    {
        var (ada, ben) = (new VoiceTap(new ContributionId(Guid.CreateVersion7())) { Name = "Ada" }, new VoiceTap(new ContributionId(Guid.CreateVersion7())) { Name = "Ben" });
        foreach (var tick in Ticks(100, 30).Concat(Ticks(1_300, 10)))
            Give(ada, tick, 0.25f);
        foreach (var tick in Ticks(595, 20))
            Give(ben, tick, 0.5f);

        await RecordAsync(Ticks(0, 1_400), ada, ben);

        Manifest.Tracks.Select(track => (track.Id, track.Name, track.Index)).ShouldBe(
            [(ada.Id.ToString(), "Ada", "track-01.jsonl"), (ben.Id.ToString(), "Ben", "track-02.jsonl")]);
        Manifest.Tracks[0].Parts.Select(part => (part.File, part.Position, part.Samples)).ShouldBe(
            [("track-01-0001.flac", 100 * 960, 30 * 960), ("track-01-0002.flac", 1_300 * 960, 10 * 960)]);
        Manifest.Tracks[0].Parts[1].GapMilliseconds.ShouldBe((1_300 - 130) * 20);
        Manifest.Tracks[1].Parts.Select(part => (part.Position, part.Samples, part.StartedAt)).ShouldBe(
            [(480_000 + (95 * 960), 20 * 960, Epoch + TimeSpan.FromSeconds(11.9))]);
        TapeReader.Read(_path, Manifest.Tracks[1].Parts).ShouldAllBe(sample => Math.Abs(sample - 0.5f) < 0.000_1f);
        Manifest.Tracks.SelectMany(track => track.Parts).ShouldAllBe(part => part.Sha256 != null && part.Damage == null);
    }

    [Fact]
    public async Task A_voice_that_falls_silent_within_a_part_stays_on_it()
    {
        var ada = new VoiceTap(new ContributionId(Guid.CreateVersion7()));
        foreach (var tick in Ticks(0, 10).Concat(Ticks(200, 10)))
            Give(ada, tick, 0.25f);

        await RecordAsync(Ticks(0, 300), ada);

        var part = Manifest.Tracks.ShouldHaveSingleItem().Parts.ShouldHaveSingleItem();
        (part.Samples, part.DroppedFrames).ShouldBe((210 * 960, 0));
        TapeReader.Read(_path, [part]).AsSpan(9_600, 190 * 960).ContainsAnyExcept(0f).ShouldBeFalse();
    }

    [Fact]
    public async Task A_part_of_no_sound_at_all_leaves_no_trace()
    {
        Crash(frames: 0);

        await RecordAsync(Ticks(0, 10));

        Manifest.Parts.ShouldHaveSingleItem().Samples.ShouldBe(10 * AudioFrame.Length);
    }

    [Fact]
    public async Task While_the_disk_is_full_the_sound_waits_and_goes_on_in_a_new_part()
    {
        using var disk = SmallDisk.TryMount(kilobytes: 64); // of which the indexes take some
        Assert.SkipWhen(disk is null, "Only root may mount a small disk.");
        var output = new RecordingOutput(disk.Path, _talk, RecordingId.New(), new Calendar(), TimeProvider.System, NullLogger.Instance);
        var health = new OutputHealth(output, NullLogger.Instance);
        Write(output, Ticks(0, 200));
        var running = output.RunAsync(health, CancellationToken.None);
        await Eventually.BecomesAsync(() => health.View.State == "retrying", "the disk is full");
        health.View.Reason!.ShouldStartWith("The disk is full");

        disk.Grow(kilobytes: 4096);
        output.Frames.Complete();
        await running.WaitAsync(TimeSpan.FromMinutes(1));

        var parts = RecordingFolder.Read(disk.Path)!.Parts;
        parts.Count.ShouldBeGreaterThanOrEqualTo(2);
        parts.Sum(part => part.Samples).ShouldBe(200 * AudioFrame.Length); // not a frame lost, not one twice
        (parts[1].StartedAt - parts[0].StartedAt).TotalSeconds.ShouldBe(parts[0].Samples / 48_000.0, tolerance: 0.001);
    }

    private RecordingManifest Manifest => RecordingFolder.Read(_path)!;

    private static IEnumerable<long> Ticks(int first, int count) => Enumerable.Range(first, count).Select(tick => (long)tick);

    private async Task RecordAsync(IEnumerable<long> ticks, params VoiceTap[] taps)
    {
        var output = new RecordingOutput(
            _path, _talk, RecordingId.New(), new Calendar(), TimeProvider.System, NullLogger.Instance, () => taps);
        Write(output, ticks);
        output.Frames.Complete();
        await output.RunAsync(new OutputHealth(output, NullLogger.Instance), CancellationToken.None);
    }

    private void Write(RecordingOutput output, IEnumerable<long> ticks)
    {
        foreach (var tick in ticks)
        {
            var frame = _pool.Rent(tick);
            _voice.Read(frame.Samples);
            output.Frames.Write(frame);
            frame.Release();
        }
    }

    private void Give(VoiceTap tap, long tick, float level)
    {
        var frame = _pool.Rent(tick);
        frame.Samples.Fill(level);
        tap.Frames.Write(frame);
        frame.Release();
    }

    /// <summary>What a killed server leaves: a part with a header that tells of nothing, and half a block at its end.</summary>
    private void Crash(int frames)
    {
        var folder = RecordingFolder.Open(_path, _talk, RecordingId.New());
        var name = folder.Programme.NextFile();
        folder.Programme.Write(new RecordingPart(name, Epoch, 0, null, 0) { Position = 0 });
        var samples = new float[AudioFrame.Length];
        using (var part = FlacPart.Create(Path.Combine(_path, name)))
        {
            for (var i = 0; i < frames; i++)
            {
                _voice.Read(samples);
                part.Append(samples);
            }
        }
        using var file = File.Open(Path.Combine(_path, name), FileMode.Append);
        file.Write([0xFF, 0xF8, 0x7A, 0x08, 0x55]);
    }

    private string PathOf(RecordingPart part) => Path.Combine(_path, part.File);

    private float[] SamplesOf(RecordingPart part) => TapeReader.Read(_path, [part]);

    private sealed class Calendar : IProgrammeTime
    {
        public DateTimeOffset TimeOf(long tick) => Epoch + (tick * AudioFrame.Duration);
    }
}
