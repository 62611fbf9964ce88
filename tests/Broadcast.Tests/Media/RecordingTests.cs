using System.Buffers.Binary;
using System.Security.Cryptography;
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
    public async Task A_part_that_a_crash_left_behind_is_repaired_and_the_recording_goes_on_in_the_next()
    {
        Crash(samples: 12_345);
        var recording = Manifest.RecordingId;

        await RecordAsync(Ticks(500, 50));

        Manifest.RecordingId.ShouldBe(recording);
        Manifest.Parts.Select(part => part.File).ShouldBe(["part-0001.wav", "part-0002.wav"]);
        var crashed = Manifest.Parts[0];
        crashed.ShouldBe(new RecordingPart("part-0001.wav", Epoch, 12_345, Sha256: null, DroppedFrames: 0));
        new FileInfo(PathOf(crashed)).Length.ShouldBe(WavFile.HeaderBytes + (12_345 * 2));
        BinaryPrimitives.ReadUInt32LittleEndian(File.ReadAllBytes(PathOf(crashed)).AsSpan(40)).ShouldBe(12_345u * 2);
    }

    [Fact]
    public async Task A_part_of_no_sound_at_all_leaves_no_trace()
    {
        Crash(samples: 0);

        await RecordAsync(Ticks(0, 10));

        Manifest.Parts.ShouldHaveSingleItem().Samples.ShouldBe(10 * AudioFrame.Length);
    }

    [Fact]
    public async Task While_the_disk_is_full_the_sound_waits_and_goes_on_in_a_new_part()
    {
        using var disk = SmallDisk.TryMount(kilobytes: 128); // little more than a second of sound
        Assert.SkipWhen(disk is null, "Only root may mount a small disk.");
        var output = new RecordingOutput(disk.Path, _talk, RecordingId.New(), new Calendar(), TimeProvider.System);
        var health = new OutputHealth(output, NullLogger.Instance);
        Write(output, Ticks(0, 200));
        var running = output.RunAsync(health, CancellationToken.None);
        await Eventually.BecomesAsync(() => health.View.State == "retrying", "the disk is full");
        health.View.Reason!.ShouldStartWith("The disk is full");

        disk.Grow(kilobytes: 4096);
        output.Frames.Complete();
        await running.WaitAsync(TimeSpan.FromMinutes(1));

        var parts = RecordingFolder.Read(disk.Path)!.Parts;
        parts.Count.ShouldBe(2);
        parts.Sum(part => part.Samples).ShouldBe(200 * AudioFrame.Length); // not a frame lost, not one twice
        (parts[1].StartedAt - parts[0].StartedAt).TotalSeconds.ShouldBe(parts[0].Samples / 48_000.0, tolerance: 0.001);
    }

    private RecordingManifest Manifest => RecordingFolder.Read(_path)!;

    private static IEnumerable<long> Ticks(int first, int count) => Enumerable.Range(first, count).Select(tick => (long)tick);

    private async Task RecordAsync(IEnumerable<long> ticks)
    {
        var output = new RecordingOutput(_path, _talk, RecordingId.New(), new Calendar(), TimeProvider.System);
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

    /// <summary>What a killed server leaves: a part with a header that tells of nothing, and half a sample at its end.</summary>
    private void Crash(int samples)
    {
        using var wav = RecordingFolder.Open(_path, _talk, RecordingId.New()).BeginPart(Epoch);
        wav.Append(new byte[(samples * 2) + 1]);
    }

    private string PathOf(RecordingPart part) => Path.Combine(_path, part.File);

    private float[] SamplesOf(RecordingPart part)
    {
        var samples = new float[part.Samples];
        Pcm16.Read(File.ReadAllBytes(PathOf(part)).AsSpan(WavFile.HeaderBytes), samples);
        return samples;
    }

    private sealed class Calendar : IProgrammeTime
    {
        public DateTimeOffset TimeOf(long tick) => Epoch + (tick * AudioFrame.Duration);
    }
}
