using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using TalksPlatform.Broadcast.Hubs;
using TalksPlatform.Broadcast.Media.Clock;
using TalksPlatform.Broadcast.Media.Recording;
using TalksPlatform.Broadcast.Stage;
using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation.Data;
using TalksPlatform.Foundation.Hubs;
using TalksPlatform.TestKit;

namespace TalksPlatform.Broadcast.Tests.Media;

/// <summary>What the show outlives.</summary>
public sealed class SurvivalTests(StudioDatabase postgres) : IClassFixture<StudioDatabase>, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("survival-").FullName;
    private readonly string _cluster = Directory.CreateTempSubdirectory("survival-pg-").FullName;
    private readonly Actor _host = new(PersonId.New(), "Noy", Role.Host);
    private readonly Actor _ada = new(PersonId.New(), "Ada", Role.Speaker);
    private readonly Actor _listener = new(PersonId.New(), null, Role.Attendee);

    public void Dispose()
    {
        Directory.Delete(_folder, recursive: true);
        Directory.Delete(_cluster, recursive: true);
    }

    [Fact]
    public async Task While_PostgreSQL_is_down_the_sound_goes_on_and_the_tape_has_no_gap()
    {
        var cluster = await StartClusterAsync();
        try
        {
            await Migrator.RunAsync(cluster.Postgres, [new MigrationSet("broadcast", typeof(BroadcastModule).Assembly)], CancellationToken.None);
            await using var studio = await StudioHost.StartAsync(cluster.Postgres, _folder);
            var talk = await studio.OpenTalkAsync();
            await using var ada = await Browser.SingAsync(studio, talk.Id, _ada, hertz: 500);
            await using var listener = await Browser.ListenAsync(studio, talk.Id, _listener);
            await talk.AskAsync(new PutOnAir(new ContributionId(_ada.Id.Value), "Ada", VoiceKind.Speaker), _host, CommandId.New());
            await talk.AskAsync(new GoLive(), _host, CommandId.New());
            await Eventually.BecomesAsync(() => Hears(listener), "the talk is on air");
            await Eventually.BecomesAsync(() => talk.State.OpenRecording is not null, "the recording is noted");
            var clock = studio.Get<ProgramClock>();
            var before = clock.Skipped;

            await cluster.DisposeAsync();
            var written = Length(talk.Id);
            await Eventually.BecomesAsync(() => Length(talk.Id) > written + 60_000, "the tape runs on without PostgreSQL");
            Hears(listener).ShouldBeTrue();

            cluster = await StartClusterAsync();
            await Eventually.BecomesAsync(async () => await TryAskAsync(talk, new EndTalk()), "PostgreSQL is back");
            await Eventually.BecomesAsync(() => talk.State.OpenRecording is null, "the recording is closed");
            var parts = RecordingFolder.Read(PathOf(talk.Id))!.Parts;
            parts.ShouldAllBe(part => part.GapMilliseconds == 0);
            parts.Sum(part => part.DroppedFrames).ShouldBeLessThanOrEqualTo(clock.Skipped - before, "only a machine that stands still may cost a frame");
            (parts.Sum(part => part.Samples) / 48_000.0).ShouldBe((talk.State.EndedAt!.Value - talk.State.LiveAt!.Value).TotalSeconds, tolerance: 0.2);
        }
        finally
        {
            await cluster.DisposeAsync();
        }
    }

    [Fact]
    public async Task While_PostgreSQL_is_down_the_desk_silences_a_voice_and_the_log_has_it_once_when_it_is_back()
    {
        var cluster = await StartClusterAsync();
        try
        {
            await Migrator.RunAsync(cluster.Postgres, [new MigrationSet("broadcast", typeof(BroadcastModule).Assembly)], CancellationToken.None);
            await using var studio = await StudioHost.StartAsync(cluster.Postgres, _folder);
            var talk = await studio.OpenTalkAsync();
            var keo = new ContributionId(_ada.Id.Value);
            await using var ada = await Browser.SingAsync(studio, talk.Id, _ada, hertz: 500);
            await using var listener = await Browser.ListenAsync(studio, talk.Id, _listener);
            await talk.AskAsync(new PutOnAir(keo, "Ada", VoiceKind.Speaker), _host, CommandId.New());
            await talk.AskAsync(new GoLive(), _host, CommandId.New());
            await using var desk = await HubConnection.OpenAsync(new Uri($"ws://{studio.Address.Authority}{TalkHub.Path}"), $"{_host.Id}.{_host.Role}.{_host.Name}");
            await desk.AskAsync("Join", talk.Id);
            await Eventually.BecomesAsync(() => Hears(listener), "the talk is on air");

            await cluster.DisposeAsync();
            var mute = CommandId.New();
            (await desk.AskAsync("MuteVoice", talk.Id, mute, keo)).GetProperty("unsaved").GetBoolean().ShouldBeTrue();

            await Eventually.BecomesAsync(() => Tones.LevelAt(listener.LastSecond, 500) < -80, "she is not heard any more");
            while ((await desk.NextAsync("programme")).GetProperty("unsaved").GetInt32() != 1)
            {
                // the desk is told that it is not saved yet
            }
            while (!(await desk.NextAsync("voices"))[0].GetProperty("muted").GetBoolean())
            {
                // and sees at once that she is muted
            }
            talk.State.Stage.OnAir[keo].Muted.ShouldBeFalse("the log does not know of it");

            cluster = await StartClusterAsync();
            await Eventually.BecomesAsync(() => talk.State.Stage.OnAir[keo].Muted, "the log has it, without anybody asking again");
            (await studio.Get<TalkLog>().ReadAsync(talk.Id, 0, CancellationToken.None)).Count(entry => entry.Stamp.Command == mute).ShouldBe(1);
            Tones.LevelAt(listener.LastSecond, 500).ShouldBeLessThan(-80);
        }
        finally
        {
            await cluster.DisposeAsync();
        }
    }

    [Fact]
    public async Task Who_listens_to_a_programme_that_is_given_up_is_let_go_and_comes_again()
    {
        await using var studio = await StudioHost.StartAsync(postgres.Options, _folder);
        var talk = await studio.OpenTalkAsync("given-up");
        await using var listener = await Browser.ListenAsync(studio, talk.Id, _listener);
        using var http = studio.Http(_listener);

        await studio.Floor.StopAsync(CancellationToken.None);

        await Eventually.BecomesAsync(
            async () => (await http.GetAsync(listener.Session)).StatusCode == HttpStatusCode.NotFound, "her session ends with what she heard");
    }

    [Fact]
    public async Task When_a_node_dies_another_takes_the_talk_over()
    {
        await using var first = await StudioHost.StartAsync(postgres.Options, _folder);
        var talk = await first.OpenTalkAsync();
        await talk.AskAsync(new GoLive(), _host, CommandId.New());
        await using var second = await StudioHost.StartAsync(postgres.Options, _folder);
        var there = await second.Get<TalkDirectory>().FindAsync(talk.Id, CancellationToken.None);
        second.Floor.TryFind(talk.Id).ShouldBeNull("one node mixes a talk");

        await first.DisposeAsync();

        await Eventually.BecomesAsync(() => second.Floor.TryFind(talk.Id)?.Programme.IsLive == true, "the other node is on air");
        await there.AskAsync(new EndTalk(), _host, CommandId.New());
        await Eventually.BecomesAsync(() => there.State.OpenRecording is null, "the recording is closed");
        RecordingFolder.Read(PathOf(talk.Id))!.Parts.Count(part => part.GapMilliseconds > 0).ShouldBe(1, "the time that nobody recorded");
    }

    private static bool Hears(Browser listener) => Tones.LevelAt(listener.LastSecond, 500) > -25;

    private async Task<bool> TryAskAsync(TalkSession talk, TalkCommand command)
    {
        try
        {
            await talk.AskAsync(command, _host, CommandId.New());
            return true;
        }
        catch (Foundation.Faults.FaultException)
        {
            return false;
        }
    }

    private string PathOf(TalkId talk) => Path.Combine(_folder, "recordings", talk.ToString());

    private long Length(TalkId talk) =>
        Directory.Exists(PathOf(talk)) ? Directory.EnumerateFiles(PathOf(talk), "*.flac").Sum(file => new FileInfo(file).Length) : 0;

    private Task<EmbeddedPostgres> StartClusterAsync() => EmbeddedPostgres.StartAsync(
        new EmbeddedPostgresOptions(_cluster), TimeProvider.System, NullLogger.Instance, CancellationToken.None);
}
