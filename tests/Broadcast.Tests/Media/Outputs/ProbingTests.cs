using System.Net;
using System.Net.Http.Json;
using TalksPlatform.Broadcast.Hubs;
using TalksPlatform.Broadcast.Media.Outputs;
using TalksPlatform.Broadcast.Media.Outputs.Icecast;
using TalksPlatform.Broadcast.Media.Recording;
using TalksPlatform.Broadcast.Stage;
using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;
using TalksPlatform.TestKit;
using TalksPlatform.TestKit.Peers;

namespace TalksPlatform.Broadcast.Tests.Media.Outputs;

/// <summary>What begins on air only is tried in the green room.</summary>
public sealed class ProbingTests(StudioDatabase postgres) : IClassFixture<StudioDatabase>, IDisposable
{
    private const string Key = "hush-key-1";
    private readonly string _folder = Directory.CreateTempSubdirectory("probing-").FullName;
    private readonly Actor _host = new(PersonId.New(), "Noy", Role.Host);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_wrong_password_of_Icecast_shows_before_air_and_a_mount_that_others_use_is_not_disturbed()
    {
        await using var icecast = await IcecastServer.TryStartAsync();
        Assert.SkipWhen(icecast is null, "icecast2 is not installed.");
        var (right, wrong) = (icecast.Mount("talk", IcecastServer.Password), icecast.Mount("talk", "wrong"));

        (await IcecastProbe.RunAsync(right, CancellationToken.None)).IsProved.ShouldBeTrue();
        var refused = await Should.ThrowAsync<OutputException>(() => IcecastProbe.RunAsync(wrong, CancellationToken.None));
        refused.Code.ShouldBe("output.refused");
        refused.Message.ShouldBe("The Icecast server refuses the user name or the password.");

        await using var other = await IcecastSource.ConnectAsync(right, "audio/mpeg", TimeProvider.System, CancellationToken.None);
        await other.SendAsync(new MemoryStream(new byte[40_000]), null, CancellationToken.None);
        await Eventually.BecomesAsync(async () => await CodeAsync() == "output.busy", "it is known that somebody sends there");
        await other.SendAsync(new MemoryStream(new byte[40_000]), null, CancellationToken.None);
        (await CodeAsync()).ShouldBe("output.busy", "who sends there goes on");

        async Task<string?> CodeAsync()
        {
            try
            {
                await IcecastProbe.RunAsync(right, CancellationToken.None);
                return null;
            }
            catch (OutputException told)
            {
                return told.Code;
            }
        }
    }

    [Fact]
    public async Task The_green_room_lists_the_recording_and_every_output_in_use_and_tries_what_was_changed_again()
    {
        await using var icecast = await IcecastServer.TryStartAsync();
        Assert.SkipWhen(icecast is null, "icecast2 is not installed.");
        await using var server = await RtmpServerPeer.StartAsync(Key);
        await using var studio = await StudioHost.StartAsync(postgres.Options, _folder);
        var talk = await studio.OpenTalkAsync();
        using var http = studio.Http(_host);
        var radio = new Uri(icecast.Mount("", "").Target);
        object Icecast(string password) => new { kind = "icecast", name = "FM", url = radio.GetLeftPart(UriPartial.Authority), mount = "talk", password };
        object[] others =
        [
            new { kind = "rtmp", name = "Good", url = server.Url, key = Key },
            new { kind = "rtmp", name = "Closed", url = $"rtmp://127.0.0.1:{FreePort.UdpAndTcp()}/live", key = Key },
            new { kind = "rtmp", name = "Off", url = "rtmp://127.0.0.1:9/live", key = Key, enabled = false },
        ];

        await PutAsync(http, talk.Id, [Icecast("wrong"), .. others]);

        await BecomesAsync(studio, talk, "FM", output => output is { State: "unready", Code: "output.refused", Id: not null });
        await BecomesAsync(studio, talk, "Good", output => output.State == "reachable");
        await BecomesAsync(studio, talk, "Closed", output => output is { State: "unready", Code: "output.unreachable" });
        await BecomesAsync(studio, talk, "Recording", output => output.State == "ready");
        Views(studio, talk).ShouldNotContain(output => output.Name == "Off");
        server.Recordings.ShouldBeEmpty("no stream was begun");

        await PutAsync(http, talk.Id, [Icecast(IcecastServer.Password), .. others]);
        await BecomesAsync(studio, talk, "FM", output => output is { State: "ready", Reason: null });
        (await http.PostAsync($"/api/talks/{talk.Id}/outputs/probe", null)).StatusCode.ShouldBe(HttpStatusCode.Accepted);

        await talk.AskAsync(new GoLive(), _host, CommandId.New());
        await BecomesAsync(studio, talk, "FM", output => output.State == "running");
        Views(studio, talk).Count(output => output.Name == "FM").ShouldBe(1, "what was tried gives way to what runs");
        await talk.AskAsync(new EndTalk(), _host, CommandId.New());
    }

    [Fact]
    public async Task A_server_that_does_not_answer_shows_before_air()
    {
        using var hung = new HungServer();
        await using var studio = await StudioHost.StartAsync(postgres.Options, _folder);
        var talk = await studio.OpenTalkAsync();
        using var http = studio.Http(_host);
        await PutAsync(http, talk.Id, [new { kind = "rtmp", name = "Hung", url = $"rtmp://127.0.0.1:{hung.Port}/live", key = Key }]);

        await BecomesAsync(studio, talk, "Hung", output => output is { State: "unready", Code: "output.silent" });
        await talk.AskAsync(new EndTalk(), _host, CommandId.New());
    }

    [Fact]
    public async Task A_talk_that_is_not_recorded_needs_no_disk()
    {
        await using var studio = await StudioHost.StartAsync(postgres.Options, _folder);
        var talk = await studio.OpenTalkAsync(rules: RoomRules.Default with { NotRecorded = true });
        using var http = studio.Http(_host);
        await PutAsync(http, talk.Id, [new { kind = "rtmp", name = "Closed", url = $"rtmp://127.0.0.1:{FreePort.UdpAndTcp()}/live", key = Key }]);
        await BecomesAsync(studio, talk, "Closed", output => output.State == "unready");

        Views(studio, talk).ShouldNotContain(output => output.Kind == "recording");
        await talk.AskAsync(new EndTalk(), _host, CommandId.New());
    }

    [Fact]
    public void A_disk_that_takes_nothing_is_told_of_and_one_that_does_keeps_nothing_of_the_trial()
    {
        var recordings = Path.Combine(_folder, "recordings");
        new RecordingProbe(recordings, TimeProvider.System).Look(tracks: 1).State.ShouldBe("ready");
        Directory.EnumerateFileSystemEntries(recordings).ShouldBeEmpty();

        var file = Path.Combine(_folder, "file");
        File.WriteAllText(file, "no folder");
        var told = new RecordingProbe(file, TimeProvider.System).Look(tracks: 1);
        told.State.ShouldBe("unready");
        told.Reason.ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public void A_full_disk_is_told_of_and_ready_once_there_is_room()
    {
        using var disk = SmallDisk.TryMount(kilobytes: 128);
        Assert.SkipWhen(disk is null, "No file system can be mounted here.");
        var probe = new RecordingProbe(Path.Combine(disk.Path, "recordings"), TimeProvider.System);

        var full = probe.Look(tracks: 1);
        full.State.ShouldBe("unready");
        full.Reason.ShouldNotBeNull().ShouldStartWith("The disk is full.");
        disk.Grow(kilobytes: 4096);
        var low = probe.Look(tracks: 1);
        low.State.ShouldBe("ready");
        low.Reason.ShouldNotBeNull().ShouldStartWith("The disk is full in ", Case.Sensitive, "4 MB are soon full");
    }

    private static async Task PutAsync(HttpClient http, TalkId talk, object[] outputs)
    {
        var answer = await http.PutAsJsonAsync($"/api/talks/{talk}/outputs", outputs);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
    }

    private static async Task BecomesAsync(StudioHost studio, TalkSession talk, string name, Func<OutputView, bool> condition)
    {
        OutputView? last = null;
        try
        {
            await Eventually.BecomesAsync(
                () => (last = Views(studio, talk).FirstOrDefault(output => output.Name == name)) is { } output && condition(output), $"{name} comes so far");
        }
        catch (ShouldAssertException failure)
        {
            throw new ShouldAssertException($"{failure.Message}; it is {last}", failure);
        }
    }

    private static IReadOnlyList<OutputView> Views(StudioHost studio, TalkSession talk) => studio.Floor.TryFind(talk.Id)?.OutputViews ?? [];
}
