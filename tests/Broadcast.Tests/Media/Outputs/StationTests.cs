using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using TalksPlatform.Broadcast.Hubs;
using TalksPlatform.Broadcast.Media;
using TalksPlatform.Broadcast.Phone;
using TalksPlatform.Broadcast.Stage;
using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;
using TalksPlatform.Rtc.Codecs;
using TalksPlatform.Rtc.Sip;
using TalksPlatform.TestKit;
using TalksPlatform.TestKit.Voices;

namespace TalksPlatform.Broadcast.Tests.Media.Outputs;

/// <summary>Stations' lines: that call us, that are tested, that have a second address, and in studio quality.</summary>
public sealed class StationTests(StudioDatabase postgres) : IClassFixture<StudioDatabase>, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("station-").FullName;
    private readonly Actor _host = new(PersonId.New(), "Noy", Role.Host);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_station_that_proves_its_name_calls_in_and_calls_again_and_nobody_else_takes_its_place()
    {
        await using var studio = await StudioHost.StartAsync(postgres.Options, _folder, new BroadcastOptions
        {
            UdpPort = 0,
            SipPort = 0,
            Phone = new PhoneOptions { Passwords = new Dictionary<string, string>(StringComparer.Ordinal) { ["fm103"] = "secret", ["keo"] = "other" } },
        });
        var talk = await studio.OpenTalkAsync();
        using var http = studio.Http(_host);
        await PutAsync(http, talk, new { kind = "station", name = "FM 103", mode = "answer", uri = "user:fm103" });
        await Eventually.BecomesAsync(() => View(studio, talk) is { State: "retrying", Code: "station.waiting" }, "it is waited for");
        await using var agent = await StartAgentAsync(SipProfile.Telephone);
        var address = new SipUri("tea", "127.0.0.1", studio.Get<Telephone>().EndPoint.Port);

        var first = await agent.CallAsync(address, new SipCallOptions { Credentials = new SipCredentials("fm103", "secret") });
        await Eventually.BecomesAsync(() => View(studio, talk) is { State: "running" }, "the line is up");
        Voices(studio, talk).ShouldContain(voice => voice.Kind == VoiceKind.Station && voice.Name == "FM 103");
        await first.HangUpAsync();
        await Eventually.BecomesAsync(() => View(studio, talk) is { State: "retrying", Code: "station.waiting" }, "it is missed");

        await using var again = await agent.CallAsync(address, new SipCallOptions { Credentials = new SipCredentials("fm103", "secret") });
        await Eventually.BecomesAsync(() => View(studio, talk) is { State: "running" }, "it is back");
        await using var newer = await agent.CallAsync(address, new SipCallOptions { Credentials = new SipCredentials("fm103", "secret") });
        await again.Ended.WaitAsync(Eventually.Patience);
        await Eventually.BecomesAsync(() => View(studio, talk) is { State: "running" }, "the newer call took its place");
        newer.Ended.IsCompleted.ShouldBeFalse();
        await talk.AskAsync(new EndTalk(), _host, CommandId.New());
    }

    [Fact]
    public async Task A_line_is_tested_before_air_in_studio_quality_and_bears_its_tone_no_more_on_air()
    {
        await using var agent = await StartAgentAsync(SipProfile.Nacip);
        var ringing = Answering(agent);
        await using var studio = await StudioHost.StartAsync(postgres.Options, _folder);
        var talk = await studio.OpenTalkAsync();
        using var http = studio.Http(_host);
        var nobody = FreePort.UdpAndTcp();
        var id = await PutAsync(http, talk, new
        {
            kind = "station",
            uri = $"sip:studio@127.0.0.1:{nobody};transport=tcp",
            backup = $"sip:studio@127.0.0.1:{agent.LocalEndPoint.Port}",
            codec = "l16",
        });
        var call = await ringing.Task.WaitAsync(Eventually.Patience);
        call.Codec.ShouldBe(AudioCodec.L16);
        await Eventually.BecomesAsync(() => View(studio, talk) is { State: "running", OnBackup: true }, "the backup is called");
        using var patience = new CancellationTokenSource(Eventually.Patience);

        (await http.PostAsync($"/api/talks/{talk.Id}/outputs/{id}/test", null)).StatusCode.ShouldBe(HttpStatusCode.Accepted);
        await Ear.HearsAsync(call.Receiver, 1000, -18, patience.Token);
        await talk.AskAsync(new GoLive(), _host, CommandId.New());
        await Eventually.BecomesAsync(async () => await LevelAsync(call) < -60, "the programme is silent and so is its line");
        (await http.PostAsync($"/api/talks/{talk.Id}/outputs/{id}/test", null)).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        await talk.AskAsync(new EndTalk(), _host, CommandId.New());
    }

    /// <summary>What the next second has of the tone; it has gaps of a quarter of one.</summary>
    private static async Task<double> LevelAsync(SipCall call)
    {
        using var clock = new PeriodicTimer(AudioFrame.Duration);
        var heard = new float[50 * AudioFrame.Length];
        for (var frame = 0; frame < 50; frame++)
        {
            await clock.WaitForNextTickAsync();
            if (!call.Receiver.Read(heard.AsSpan(frame * AudioFrame.Length, AudioFrame.Length)))
                heard.AsSpan(frame * AudioFrame.Length, AudioFrame.Length).Clear();
        }
        return Tones.LevelAt(heard, 1000);
    }

    private static TaskCompletionSource<SipCall> Answering(SipUserAgent agent)
    {
        var ringing = new TaskCompletionSource<SipCall>(TaskCreationOptions.RunContinuationsAsynchronously);
        agent.IncomingCall = async incoming => ringing.TrySetResult(await incoming.AcceptAsync());
        return ringing;
    }

    private static async Task<SipUserAgent> StartAgentAsync(SipProfile profile)
    {
        var agent = new SipUserAgent(new SipOptions { Bind = new IPEndPoint(IPAddress.Loopback, 0), User = "studio", Profile = profile });
        await agent.StartAsync();
        return agent;
    }

    private static async Task<string> PutAsync(HttpClient http, TalkSession talk, object output)
    {
        var answer = await http.PutAsJsonAsync($"/api/talks/{talk.Id}/outputs", new[] { output });
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<JsonElement>())[0].GetProperty("id").GetString()!;
    }

    private static OutputView? View(StudioHost studio, TalkSession talk) =>
        studio.Floor.TryFind(talk.Id)?.Rack.Views.FirstOrDefault(output => output.Kind == "station");

    private static IReadOnlyList<VoiceView> Voices(StudioHost studio, TalkSession talk) => studio.Floor.TryFind(talk.Id)!.Programme.Voices;
}
