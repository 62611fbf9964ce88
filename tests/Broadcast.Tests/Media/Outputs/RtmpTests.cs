using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TalksPlatform.Broadcast.Hubs;
using TalksPlatform.Broadcast.Media;
using TalksPlatform.Broadcast.Questions;
using TalksPlatform.Broadcast.Stage;
using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Broadcast.Tests.Kit;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation.Processes;
using TalksPlatform.TestKit;
using TalksPlatform.TestKit.Peers;

namespace TalksPlatform.Broadcast.Tests.Media.Outputs;

/// <summary>A talk on social platforms: one picture, several servers, each alone.</summary>
public sealed class RtmpTests(StudioDatabase postgres) : IClassFixture<StudioDatabase>, IDisposable
{
    private const string Key = "hush-key-1";
    private readonly string _folder = Directory.CreateTempSubdirectory("rtmp-").FullName;
    private readonly Actor _host = new(PersonId.New(), "Noy", Role.Host);
    private readonly Actor _ada = new(PersonId.New(), "Ada", Role.Speaker);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_picture_with_the_sound_reaches_its_server_and_those_that_fail_disturb_nobody()
    {
        await using var server = await RtmpServerPeer.StartAsync(Key);
        using var hung = new HungServer();
        await using var studio = await StudioHost.StartAsync(postgres.Options, _folder);
        var talk = await studio.OpenTalkAsync();
        await using var ada = await Browser.SingAsync(studio, talk.Id, _ada, hertz: 500);
        using var http = studio.Http(_host);
        await PutAsync(
            http, talk.Id,
            new { kind = "rtmp", name = "Good", url = server.Url, key = Key },
            new { kind = "rtmp", name = "Hung", url = $"rtmp://127.0.0.1:{hung.Port}/live", key = "hush-key-2" },
            new { kind = "rtmp", name = "Wrong key", url = server.Url, key = "hush-key-3" },
            new { kind = "rtmp", name = "Nowhere", url = "rtmp://no-such-host.invalid/live", key = "hush-key-4" },
            new { kind = "rtmp", name = "Closed", url = $"rtmp://127.0.0.1:{FreePort.UdpAndTcp()}/live", key = "hush-key-5" });
        await AskAsync(talk, new GoLive());

        await BecomesAsync(studio, talk, "Good", output => output.State == "running");
        await BecomesAsync(studio, talk, "Wrong key", output => output is { State: "retrying", Code: "output.refused" });
        await BecomesAsync(studio, talk, "Nowhere", output => output is { State: "retrying", Code: "output.dns" });
        await BecomesAsync(studio, talk, "Closed", output => output is { State: "retrying", Code: "output.unreachable" });
        await BecomesAsync(studio, talk, "Hung", output => output is { State: "retrying", Code: "output.silent" });
        Views(studio, talk).ShouldAllBe(output => !(output.Reason ?? "").Contains("hush-key"));
        CommandLines().ShouldNotContain("hush-key", Case.Sensitive, "nobody reads a key from the list of processes");
        (await http.GetStringAsync($"/api/talks/{talk.Id}/outputs")).ShouldNotContain("hush-key");

        await PutOnAirAsync(talk);
        await Eventually.BecomesAsync(async () => await SecondsAsync(server) > 6, "some seconds are there");
        Find(studio, talk, "Good").ShouldBeOfType<OutputView>().Tries.ShouldBe(1, "it was never disturbed");
        await AskAsync(talk, new EndTalk());
        await Eventually.BecomesAsync(() => studio.Floor.TryFind(talk.Id) is null, "the studio is closed");

        var tape = server.Recordings.ShouldHaveSingleItem();
        (await ProbeAsync(tape, "-show_entries", "stream=codec_name,width,height,avg_frame_rate,sample_rate,channels"))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries).ShouldBe(["h264,1280,720,25/2", "aac,48000,2,0/0"]);
        var keys = (await ProbeAsync(tape, "-select_streams", "v", "-skip_frame", "nokey", "-show_entries", "frame=pts_time"))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => double.Parse(line.Trim(','), CultureInfo.InvariantCulture)).ToArray();
        keys.Zip(keys.Skip(1), (one, next) => next - one).ShouldAllBe(gap => Math.Abs(gap - 2) < 0.01);
        (await OffsetAsync(tape)).ShouldBe(0, tolerance: 0.12, "her bar rises when she is heard");
    }

    [Fact]
    public async Task It_goes_to_the_backup_by_TLS_and_goes_on_when_its_encoder_is_killed()
    {
        await using var server = await RtmpServerPeer.StartAsync(Key);
        using var certificate = SelfSigned.For(IPAddress.Loopback);
        var trusted = Path.Combine(_folder, "trusted.pem");
        await File.WriteAllTextAsync(trusted, certificate.ExportCertificatePem());
        await using var door = new TlsDoor(certificate, server.Port);
        await using var studio = await StudioHost.StartAsync(
            postgres.Options, _folder, new BroadcastOptions { UdpPort = 0, SipPort = 0, TrustedServers = trusted });
        var talk = await studio.OpenTalkAsync();
        using var http = studio.Http(_host);
        var nobody = $"rtmp://127.0.0.1:{FreePort.UdpAndTcp()}/live";
        await PutAsync(http, talk.Id, new { kind = "rtmp", name = "Good", url = nobody, backup = $"rtmps://127.0.0.1:{door.Port}/live", key = Key });
        await AskAsync(talk, new GoLive());
        await BecomesAsync(studio, talk, "Good", output => output is { State: "running", OnBackup: true, Tries: 2 });

        KillPictureEncoder();
        var before = await SecondsAsync(server);
        await Eventually.BecomesAsync(async () => await SecondsAsync(server) > before + 4, "it goes on");

        Find(studio, talk, "Good")!.Tries.ShouldBe(2, "the server saw one stream");
        await AskAsync(talk, new EndTalk());
        await Eventually.BecomesAsync(() => studio.Floor.TryFind(talk.Id) is null, "the studio is closed");
        server.Recordings.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task An_output_that_cannot_be_begun_is_tried_until_it_can()
    {
        var trusted = Path.Combine(_folder, "trusted.pem");
        await File.WriteAllTextAsync(trusted, "no certificate");
        var notes = new NoteBook();
        await using var studio = await StudioHost.StartAsync(
            postgres.Options, _folder, new BroadcastOptions { UdpPort = 0, SipPort = 0, TrustedServers = trusted },
            services => services.AddSingleton<ILoggerProvider>(notes));
        var talk = await studio.OpenTalkAsync();
        using var http = studio.Http(_host);
        await PutAsync(http, talk.Id, new { kind = "rtmp", name = "Good", url = $"rtmp://127.0.0.1:{FreePort.UdpAndTcp()}/live", key = Key });
        await AskAsync(talk, new GoLive());
        await Eventually.BecomesAsync(() => notes.Has("its outputs could not be read or begun"), "somebody is told");

        using var certificate = SelfSigned.For(IPAddress.Loopback);
        await File.WriteAllTextAsync(trusted, certificate.ExportCertificatePem());

        await BecomesAsync(studio, talk, "Good", output => output is { State: "retrying" });
        await AskAsync(talk, new EndTalk());
    }

    [Fact]
    public async Task A_server_that_nobody_vouches_for_is_not_spoken_to()
    {
        using var certificate = SelfSigned.For(IPAddress.Loopback);
        await using var door = new TlsDoor(certificate, 9);
        await using var studio = await StudioHost.StartAsync(postgres.Options, _folder);
        var talk = await studio.OpenTalkAsync();
        using var http = studio.Http(_host);
        await PutAsync(http, talk.Id, new { kind = "rtmp", name = "Good", url = $"rtmps://127.0.0.1:{door.Port}/live", key = Key });
        await AskAsync(talk, new GoLive());

        await BecomesAsync(studio, talk, "Good", output => output is { State: "retrying", Code: "output.tls" });
        await AskAsync(talk, new EndTalk());
    }

    [Fact]
    public async Task A_server_that_stops_reading_is_left()
    {
        await using var server = await RtmpServerPeer.StartAsync(Key);
        await using var valve = new Valve(server.Port);
        await using var studio = await StudioHost.StartAsync(postgres.Options, _folder);
        var talk = await studio.OpenTalkAsync();
        using var http = studio.Http(_host);
        await PutAsync(http, talk.Id, new { kind = "rtmp", name = "Valve", url = $"rtmp://127.0.0.1:{valve.Port}/live", key = Key });
        await AskAsync(talk, new GoLive());
        await BecomesAsync(studio, talk, "Valve", output => output.State == "running");

        valve.Close();

        await BecomesAsync(studio, talk, "Valve", output => output is { State: "retrying", Code: "output.slow" });
        await AskAsync(talk, new EndTalk());
    }

    private static async Task PutAsync(HttpClient http, TalkId talk, params object[] outputs)
    {
        var answer = await http.PutAsJsonAsync($"/api/talks/{talk}/outputs", outputs);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
    }

    private static async Task BecomesAsync(StudioHost studio, TalkSession talk, string name, Func<OutputView, bool> condition)
    {
        OutputView? last = null;
        try
        {
            await Eventually.BecomesAsync(() => (last = Find(studio, talk, name)) is { } output && condition(output), $"{name} comes so far");
        }
        catch (ShouldAssertException failure)
        {
            throw new ShouldAssertException($"{failure.Message}; it is {last}", failure);
        }
    }

    private static IReadOnlyList<OutputView> Views(StudioHost studio, TalkSession talk) => studio.Floor.TryFind(talk.Id)?.Rack.Views ?? [];

    private static OutputView? Find(StudioHost studio, TalkSession talk, string name) => Views(studio, talk).FirstOrDefault(output => output.Name == name);

    private Task<Accepted> AskAsync(TalkSession talk, TalkCommand command) => talk.AskAsync(command, _host, CommandId.New());

    private Task<Accepted> PutOnAirAsync(TalkSession talk) => AskAsync(talk, new PutOnAir(new ContributionId(_ada.Id.Value), "Ada", VoiceKind.Speaker));

    private static string CommandLines() => string.Join('\n', Directory.EnumerateDirectories("/proc")
        .Where(folder => int.TryParse(Path.GetFileName(folder), out _))
        .Select(folder => { try { return File.ReadAllText(Path.Combine(folder, "cmdline")); } catch (IOException) { return ""; } }));

    private static void KillPictureEncoder()
    {
        foreach (var folder in Directory.EnumerateDirectories("/proc").Where(folder => int.TryParse(Path.GetFileName(folder), out _)))
        {
            try
            {
                var parent = File.ReadAllText(Path.Combine(folder, "stat")).Split(')')[^1].Split(' ', StringSplitOptions.RemoveEmptyEntries)[1];
                if (parent == Environment.ProcessId.ToString(CultureInfo.InvariantCulture)
                    && File.ReadAllText(Path.Combine(folder, "cmdline")).Contains("libx264", StringComparison.Ordinal))
                    System.Diagnostics.Process.GetProcessById(int.Parse(Path.GetFileName(folder), CultureInfo.InvariantCulture)).Kill();
            }
            catch (IOException)
            {
                // It has ended meanwhile.
            }
        }
    }

    private static async Task<double> SecondsAsync(RtmpServerPeer server)
    {
        if (server.Recordings is not [.., var tape])
            return 0;
        var times = await ProbeAsync(tape, "-select_streams", "v", "-show_entries", "packet=pts_time");
        return times.Split('\n', StringSplitOptions.RemoveEmptyEntries) is [.., var last]
            ? double.Parse(last.Trim(','), CultureInfo.InvariantCulture)
            : 0;
    }

    private static Task<string> ProbeAsync(string file, params string[] what) =>
        ChildProcess.RunAsync(new ChildCommand("ffprobe", ["-v", "quiet", .. what, "-of", "csv=p=0", file]), CancellationToken.None);

    /// <summary>How much later the picture tells of the first tone than the sound does, in seconds.</summary>
    private static async Task<double> OffsetAsync(string tape)
    {
        var sound = await ReadAsync(tape, "-map", "0:a", "-af", "aresample=async=1:first_pts=0", "-ac", "1", "-ar", "48000", "-f", "f32le");
        var samples = System.Runtime.InteropServices.MemoryMarshal.Cast<byte, float>(sound).ToArray();
        var heard = Array.FindIndex(samples, sample => Math.Abs(sample) > 0.02f) / 48_000.0;

        // The newest bar stands at the right end of the stripe; a tall one is bright 20 pixels above the middle.
        var picture = await ReadAsync(tape, "-map", "0:v", "-vf", "fps=12.5:start_time=0,crop=8:2:1204:618", "-pix_fmt", "gray", "-f", "rawvideo");
        var seen = Array.FindIndex([.. picture.Chunk(16)], bar => bar.Average(luma => luma) > 110) * 0.08;
        heard.ShouldBeGreaterThan(0, "there is silence first");
        return seen - heard;
    }

    private static async Task<byte[]> ReadAsync(string file, params string[] how)
    {
        await using var ffmpeg = ChildProcess.Start(new ChildCommand("ffmpeg", ["-v", "error", "-i", file, .. how, "pipe:1"]) { ReadsOutput = true });
        using var bytes = new MemoryStream();
        await ffmpeg.Output.CopyToAsync(bytes);
        await ffmpeg.EnsureSucceededAsync(CancellationToken.None);
        return bytes.ToArray();
    }
}
