using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using TalksPlatform.Archive.Jobs;
using TalksPlatform.Archive.Storage;
using TalksPlatform.Archive.Tests.Given;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation.Faults;
using TalksPlatform.Foundation.Jobs;
using TalksPlatform.TestKit;

namespace TalksPlatform.Archive.Tests;

public sealed class TranscodingCrashTests(ArchiveDatabase postgres) : IClassFixture<ArchiveDatabase>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_killed_encoder_leaves_no_half_file_and_the_next_attempt_makes_the_whole_one()
    {
        await using var house = await ArchiveHouse.OpenAsync(postgres);
        var (episode, order) = await MeasuredAsync(house);

        var run = house.Jobs.RunAsync(order, new JobRun(1, new Progress<double>()), Ct);
        await Eventually.BecomesAsync(() => EncoderOf(house) is not null, "the encoder runs");
        Process.GetProcessById(EncoderOf(house)!.Value).Kill();

        (await Should.ThrowAsync<FaultException>(() => run)).Code.ShouldBe("media.ffmpeg-failed");
        house.FilesOf(episode.Id).ShouldBe(["master.flac"]);
        house.Drafts.ShouldBeEmpty();

        await house.Jobs.RunAsync(order, new JobRun(2, new Progress<double>()), Ct);

        house.FilesOf(episode.Id).ShouldBe(["master.flac", "opus-24.opus"]);
    }

    [Fact]
    public async Task A_stopped_server_takes_its_encoder_and_its_draft_along()
    {
        await using var house = await ArchiveHouse.OpenAsync(postgres);
        var (episode, order) = await MeasuredAsync(house);
        using var server = CancellationTokenSource.CreateLinkedTokenSource(Ct);

        var run = house.Jobs.RunAsync(order, new JobRun(1, new Progress<double>(), isLast: true), server.Token);
        await Eventually.BecomesAsync(() => EncoderOf(house) is not null, "the encoder runs");
        await server.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => run);
        await Eventually.BecomesAsync(() => EncoderOf(house) is null, "the encoder is gone");
        house.FilesOf(episode.Id).ShouldBe(["master.flac"]);
        house.Drafts.ShouldBeEmpty();
        (await house.FactsAsync()).ShouldBeEmpty("a stop is no failure");
    }

    [Fact]
    public async Task A_step_that_another_node_has_in_work_is_not_taken_for_done()
    {
        await using var house = await ArchiveHouse.OpenAsync(postgres);
        var episode = house.Calendar.Add("long", EpisodeState.Ended, ArchiveHouse.Evening);
        var tape = new Tape(house.Data, episode.Id).With(ArchiveHouse.Evening, Sound.Tone(440, 20)).Write();

        await RunBesideAnotherAsync(house, $"recording:{episode.Id}", new JoinRecording(tape.Id, episode.Id, tape.Folder));
        await RunBesideAnotherAsync(house, $"level:{tape.Id}", new MeasureLoudness(tape.Id, episode.Id));
        await RunBesideAnotherAsync(house, $"rendition:{tape.Id}:opus-24", new TranscodeRecording(tape.Id, episode.Id, "opus-24"));

        house.FilesOf(episode.Id).ShouldBe(["master.flac", "opus-24.opus"]);
        (await house.FactsAsync()).ShouldHaveSingleItem().Type.ShouldBe(nameof(RenditionReady));
    }

    [Fact]
    public async Task Drafts_of_a_killed_process_are_cleared_at_the_next_start_and_fresh_ones_stay()
    {
        await using var house = await ArchiveHouse.OpenAsync(postgres);
        var store = new DiskMediaStore(house.Data);
        using var stale = store.NewDraft(EpisodeId.New(), "mp3-96.mp3");
        using var fresh = store.NewDraft(EpisodeId.New(), "mp3-96.mp3");
        await File.WriteAllTextAsync(stale.Path, "half", Ct);
        await File.WriteAllTextAsync(fresh.Path, "another node's", Ct);
        File.SetLastWriteTimeUtc(stale.Path, TimeProvider.System.GetUtcNow().AddHours(-2).UtcDateTime);

        await new DraftSweeper(store, TimeProvider.System, NullLogger<DraftSweeper>.Instance).StartAsync(Ct);

        house.Drafts.ShouldBe([Path.GetFileName(fresh.Path)]);
    }

    private static async Task RunBesideAnotherAsync<TOrder>(ArchiveHouse house, string step, TOrder order) where TOrder : notnull
    {
        await using (await house.Db.TryLeaseAsync(step, Ct))
        {
            var refusal = await Should.ThrowAsync<FaultException>(() => house.Jobs.RunAsync(order, new JobRun(1, new Progress<double>()), Ct));
            refusal.Code.ShouldBe("replay.in-work");
            refusal.Fault.Kind.ShouldBe(FaultKind.Unavailable);
        }
        await house.Jobs.RunAsync(order, new JobRun(2, new Progress<double>()), Ct);
    }

    private static async Task<(EpisodeCard Episode, TranscodeRecording Order)> MeasuredAsync(ArchiveHouse house)
    {
        var episode = house.Calendar.Add("long", EpisodeState.Ended, ArchiveHouse.Evening);
        var tape = new Tape(house.Data, episode.Id).With(ArchiveHouse.Evening, Sound.Tone(440, 60)).Write();
        await house.HearAsync(tape.Closed, Ct);
        await house.Jobs.RunUpToAsync("transcode:", Ct);
        return (episode, new TranscodeRecording(tape.Id, episode.Id, "opus-24"));
    }

    // The process whose output is one of this house's drafts.
    private static int? EncoderOf(ArchiveHouse house)
    {
        var drafts = house.Data.At("media", ".drafts");
        foreach (var process in Directory.EnumerateDirectories("/proc").Select(Path.GetFileName))
        {
            if (int.TryParse(process, CultureInfo.InvariantCulture, out var id) && Arguments(id) is ["ffmpeg", .., var output]
                && output.StartsWith(drafts, StringComparison.Ordinal) && File.Exists(output))
                return id;
        }
        return null;
    }

    private static string[] Arguments(int process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process}/cmdline").TrimEnd('\0').Split('\0');
        }
        catch (IOException)
        {
            return []; // it has ended meanwhile
        }
    }
}
