using Microsoft.Extensions.Logging.Abstractions;
using TalksPlatform.Broadcast.Media;
using TalksPlatform.Broadcast.Media.Recording;
using TalksPlatform.Contracts;
using TalksPlatform.TestKit;

namespace TalksPlatform.Broadcast.Tests.Media;

/// <summary>What watches over a recording while it goes on.</summary>
public sealed class RecordingCareTests : IDisposable
{
    private readonly string _path = Directory.CreateTempSubdirectory("recording-care-").FullName;

    public void Dispose() => Directory.Delete(_path, recursive: true);

    [Fact]
    public async Task A_part_that_is_read_back_as_it_was_written_is_entered_with_its_level_and_checksum()
    {
        var (index, part) = Record(seconds: 2);
        var verifier = new PartVerifier(NullLogger.Instance);

        await VerifyAsync(verifier, part);

        verifier.Damage.ShouldBeNull();
        var entry = TrackIndex.Read(Path.Combine(_path, "programme.jsonl")).ShouldHaveSingleItem();
        entry.ShouldBe(index.Parts.Single());
        entry.Level!.Value.ShouldBe(-23, tolerance: 0.1); // a sine's root mean square is 3 dB below its peak
        entry.Sha256.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_part_with_a_bit_that_fell_over_is_told_of_while_the_recording_goes_on()
    {
        var (index, part) = Record(seconds: 2);
        var bytes = File.ReadAllBytes(part.Path);
        bytes[bytes.Length / 2] ^= 4;
        File.WriteAllBytes(part.Path, bytes);
        var verifier = new PartVerifier(NullLogger.Instance);

        await VerifyAsync(verifier, part);

        verifier.Damage.ShouldNotBeNull().ShouldStartWith("part-0001.flac could not be read back: ");
        index.Parts.Single().Damage.ShouldNotBeNull();
        index.Parts.Single().Sha256.ShouldBeNull();
    }

    [Fact]
    public async Task A_part_that_has_another_sound_than_was_written_is_told_of()
    {
        var (_, part) = Record(seconds: 1);
        var verifier = new PartVerifier(NullLogger.Instance);

        await VerifyAsync(verifier, part with { Sum = part.Sum!.Value with { Energy = 1 } });

        verifier.Damage.ShouldNotBeNull().ShouldContain("instead of");
    }

    [Fact]
    public async Task A_part_that_is_gone_is_told_of()
    {
        var (_, part) = Record(seconds: 1);
        File.Delete(part.Path);
        var verifier = new PartVerifier(NullLogger.Instance);

        await VerifyAsync(verifier, part);

        verifier.Damage.ShouldNotBeNull();
    }

    [Fact]
    public void A_line_that_a_crash_cut_off_hides_no_other()
    {
        var path = Path.Combine(_path, "programme.jsonl");
        var index = TrackIndex.Open(_path, "programme.jsonl", "part");
        index.Write(PartNamed("part-0001.flac"));
        File.AppendAllText(path, """{"file":"part-0002.flac","star""");

        TrackIndex.Open(_path, "programme.jsonl", "part").Write(PartNamed("part-0003.flac"));

        TrackIndex.Read(path).Select(part => part.File).ShouldBe(["part-0001.flac", "part-0003.flac"]);
    }

    [Fact]
    public void The_disk_is_low_when_less_than_two_hours_are_left()
    {
        var time = new ManualTime();
        var free = 10_000_000_000L;
        var watch = new DiskWatch(() => free, time);
        watch.Look(tracks: 4);
        watch.State!.IsLow.ShouldBeFalse("ten hours of four tracks");
        watch.State.Left.TotalHours.ShouldBe(10, tolerance: 0.01);

        for (var minute = 0; minute < 5; minute++)
        {
            time.Advance(TimeSpan.FromMinutes(1));
            free -= 1_000_000_000; // somebody else fills it
            watch.Look(tracks: 4);
        }

        watch.State.Left.TotalMinutes.ShouldBe(5, tolerance: 0.1);
        watch.State.Warning.ShouldBe("The disk is full in 5 minutes. Free some space.");
    }

    [Fact]
    public void A_disk_that_tells_nothing_is_no_reason_to_warn()
    {
        var watch = new DiskWatch(() => throw new IOException("gone"), TimeProvider.System);

        watch.Look(tracks: 1);

        watch.State.ShouldBeNull();
        new RecordingState(watch.State, null).Warning.ShouldBeNull();
    }

    private static RecordingPart PartNamed(string name) => new(name, DateTimeOffset.UnixEpoch, 960, null, 0);

    private static async Task VerifyAsync(PartVerifier verifier, FinishedPart part)
    {
        verifier.Add(part);
        verifier.Complete();
        await verifier.RunAsync();
    }

    private (TrackIndex Index, FinishedPart Part) Record(int seconds)
    {
        var index = TrackIndex.Open(_path, "programme.jsonl", "part");
        var entry = PartNamed(index.NextFile());
        index.Write(entry);
        var voice = new SingingVoice(1000, -20);
        var samples = new float[AudioFrame.Length];
        using var part = FlacPart.Create(Path.Combine(_path, entry.File));
        for (var i = 0; i < seconds * AudioFrame.PerSecond; i++)
        {
            voice.Read(samples);
            part.Append(samples);
        }
        part.Finish();
        part.Commit(onDisk: false);
        return (index, new FinishedPart(index, entry with { Samples = part.Committed }, part.Path, part.Sum));
    }
}
