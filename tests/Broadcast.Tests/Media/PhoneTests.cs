using System.Net;
using System.Net.Http.Json;
using TalksPlatform.Broadcast.Hands;
using TalksPlatform.Broadcast.Hubs;
using TalksPlatform.Broadcast.Phone;
using TalksPlatform.Broadcast.Stage;
using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Broadcast.Tests.Phone;
using TalksPlatform.Contracts;
using TalksPlatform.Rtc.Codecs;
using TalksPlatform.Rtc.Sip;
using TalksPlatform.TestKit;

namespace TalksPlatform.Broadcast.Tests.Media;

/// <summary>Telephones: callers who come in, and stations that are called.</summary>
public sealed class PhoneTests(StudioDatabase postgres) : IClassFixture<StudioDatabase>, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("phone-").FullName;
    private readonly Actor _host = new(PersonId.New(), "Noy", Role.Host);
    private readonly Actor _ada = new(PersonId.New(), "Ada", Role.Speaker);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_caller_agrees_to_be_aired_and_waits_until_the_host_takes_her()
    {
        await using var studio = await StudioHost.StartAsync(postgres.Options, _folder);
        var talk = await studio.OpenTalkAsync(slug: "tea");
        await using var hostsEar = await Browser.ListenAsync(studio, talk.Id, _host);
        await using var agent = await StartAgentAsync("+8562055512345");
        await using var call = await agent.CallAsync(AddressOf(studio, "tea"));
        await using var caller = new Human(new SingingVoice(700, -20), call.Sender, call.Receiver);
        await Handset.IsSpokenToAsync(caller);
        call.Sender.SendDigit('1');

        VoiceView? Voice() => studio.Floor.TryFind(talk.Id)!.Programme.Voices.FirstOrDefault(voice => voice.Kind == VoiceKind.Caller);
        await Eventually.BecomesAsync(() => Voice() is { Connected: true, OnAir: false }, "she waits in the studio");
        Voice()!.ShouldSatisfyAllConditions(
            voice => voice.Name.ShouldBe("Caller 1"), voice => voice.Phone.ShouldBe("…45"), voice => voice.Line.ShouldNotBeNull());
        call.Sender.SendDigit('7');
        await Eventually.BecomesAsync(() => Voice()!.Digits == "7", "her key shows");
        Hears(hostsEar, 700).ShouldBeFalse();

        await talk.AskAsync(new PutOnAir(Voice()!.Id, "Caller 1", VoiceKind.Caller), _host, CommandId.New());
        await Eventually.BecomesAsync(() => Hears(hostsEar, 700), "she is on air");
        await Eventually.BecomesAsync(() => Tones.LevelAt(caller.LastSecond, 700) < -60, "once all is said to her, she does not hear herself");

        await call.HangUpAsync();
        await Eventually.BecomesAsync(() => Voice() is { Connected: false }, "her line is gone");
        await talk.AskAsync(new EndTalk(), _host, CommandId.New());
    }

    [Fact]
    public async Task Who_is_cut_off_on_air_and_calls_again_is_on_air_again()
    {
        await using var studio = await StudioHost.StartAsync(postgres.Options, _folder);
        var talk = await studio.OpenTalkAsync(slug: "tea");
        await using var agent = await StartAgentAsync("+8562055512345");
        VoiceView[] Callers() => [.. studio.Floor.TryFind(talk.Id)!.Programme.Voices.Where(voice => voice.Kind == VoiceKind.Caller)];
        await using (var broken = await agent.CallAsync(AddressOf(studio, "tea")))
        await using (var caller = new Human(voice: null, broken.Sender, broken.Receiver))
        {
            await Handset.IsSpokenToAsync(caller);
            broken.Sender.SendDigit('1');
            await Eventually.BecomesAsync(() => Callers() is [{ Connected: true }], "she waits in the studio");
            await talk.AskAsync(new PutOnAir(Callers()[0].Id, "Caller 1", VoiceKind.Caller), _host, CommandId.New());
            await broken.HangUpAsync();
            await Eventually.BecomesAsync(() => Callers() is [{ Connected: false, OnAir: true }], "her seat is kept");
        }

        await using var again = await agent.CallAsync(AddressOf(studio, "tea"));

        await Eventually.BecomesAsync(() => Callers() is [{ Connected: true, OnAir: true }], "she has her seat again", TimeSpan.FromSeconds(20));
        await talk.AskAsync(new EndTalk(), _host, CommandId.New());
    }

    [Fact]
    public async Task A_caller_who_is_dropped_is_hung_up_on_and_may_call_again()
    {
        await using var studio = await StudioHost.StartAsync(postgres.Options, _folder);
        var talk = await studio.OpenTalkAsync(slug: "tea");
        await using var agent = await StartAgentAsync("+8562055512346");
        VoiceView? Voice() => studio.Floor.TryFind(talk.Id)!.Programme.Voices.FirstOrDefault(voice => voice.Kind == VoiceKind.Caller);
        await using var call = await agent.CallAsync(AddressOf(studio, "tea"));
        await using var caller = new Human(voice: null, call.Sender, call.Receiver);
        await Handset.IsSpokenToAsync(caller);
        call.Sender.SendDigit('1');
        await Eventually.BecomesAsync(() => Voice() is { Connected: true }, "she waits in the studio");
        var person = new PersonId(Voice()!.Id.Value);

        await talk.AskAsync(new DropCaller(person), _host, CommandId.New());

        await call.Ended.WaitAsync(Eventually.Patience);
        await Eventually.BecomesAsync(() => Voice() is null, "her seat is free");
        await using var again = await agent.CallAsync(AddressOf(studio, "tea"));
        await Eventually.BecomesAsync(() => Voice() is { Connected: true }, "she is back");
        await talk.AskAsync(new NoteCaller(person, "Keo", null, null, null), _host, CommandId.New());
        Voice()!.Connected.ShouldBeTrue("a drop holds once");
        await talk.AskAsync(new EndTalk(), _host, CommandId.New());
    }

    [Fact]
    public async Task Who_dials_a_talk_that_is_not_there_is_told_so()
    {
        await using var studio = await StudioHost.StartAsync(postgres.Options, _folder);
        await using var agent = await StartAgentAsync("caller");

        var refusal = await Should.ThrowAsync<SipCallException>(() => agent.CallAsync(AddressOf(studio, "coffee")));

        refusal.Status.ShouldBe(404);
    }

    [Fact]
    public async Task A_station_is_called_before_air_hears_nothing_until_then_and_is_called_again_when_its_line_breaks()
    {
        await using var studio = await StudioHost.StartAsync(postgres.Options, _folder);
        var talk = await studio.OpenTalkAsync();
        await using var ada = await Browser.SingAsync(studio, talk.Id, _ada, hertz: 500);
        await talk.AskAsync(new PutOnAir(new ContributionId(_ada.Id.Value), "Ada", VoiceKind.Speaker), _host, CommandId.New());
        await using var station = await StartAgentAsync("studio");
        var calls = new List<SipCall>();
        station.IncomingCall = async ringing => calls.Add(await ringing.AcceptAsync());
        using var http = studio.Http(_host);
        var put = await http.PutAsJsonAsync($"/api/talks/{talk.Id}/outputs", new[]
        {
            new { kind = "station", name = "Radio 103.7", uri = $"sip:studio@127.0.0.1:{station.LocalEndPoint.Port}", codec = "g722" },
        });
        put.StatusCode.ShouldBe(HttpStatusCode.OK, await put.Content.ReadAsStringAsync());

        await Eventually.BecomesAsync(() => calls.Count == 1, "the station rings");
        calls[0].Codec.ShouldBe(AudioCodec.G722);
        await using (var engineer = new Human(new SingingVoice(2000, -20), calls[0].Sender, calls[0].Receiver))
        await using (var hostsEar = await Browser.ListenAsync(studio, talk.Id, _host))
        {
            await Eventually.BecomesAsync(() => Hears(hostsEar, 500) && engineer.LastSecond.Length > 0, "the green room hears her");
            await Eventually.BecomesAsync(() => Line(studio, talk) is { Level: > -25 }, "the studio sees the station's level");
            Tones.LevelAt(engineer.LastSecond, 500).ShouldBeLessThan(-40, "the green room is not for the air, but the line's ident has some of each pitch");
            await talk.AskAsync(new GoLive(), _host, CommandId.New());
            await Eventually.BecomesAsync(() => Tones.LevelAt(engineer.LastSecond, 500) > -25, "the station hears the programme");
            await Eventually.BecomesAsync(() => Tones.LevelAt(engineer.LastSecond, 2000) < -60, "without its own return, once the ident is over");
        }
        await Eventually.BecomesAsync(() => StateOf(studio, talk) == "running", "the line is up");

        await calls[0].HangUpAsync();
        await Eventually.BecomesAsync(() => calls.Count == 2, "it is called again");
        await talk.AskAsync(new EndTalk(), _host, CommandId.New());
        (await calls[1].Ended.WaitAsync(Eventually.Patience)).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_line_of_a_talk_that_never_went_on_air_is_hung_up_when_its_green_room_closes()
    {
        await using var studio = await StudioHost.StartAsync(postgres.Options, _folder);
        var talk = await studio.OpenTalkAsync();
        await using var station = await StartAgentAsync("studio");
        var ringing = new TaskCompletionSource<SipCall>();
        station.IncomingCall = async call => ringing.TrySetResult(await call.AcceptAsync());
        using var http = studio.Http(_host);
        await http.PutAsJsonAsync($"/api/talks/{talk.Id}/outputs", new object[]
        {
            new { kind = "station", uri = $"sip:studio@127.0.0.1:{station.LocalEndPoint.Port}" },
            new { kind = "icecast", url = "http://127.0.0.1:9", mount = "talk" },
        });
        var line = await ringing.Task.WaitAsync(Eventually.Patience);
        Outputs(studio, talk).Select(output => output.Kind).ShouldBe(["station"], "nothing else runs before air");

        await talk.AskAsync(new EndTalk(), _host, CommandId.New());

        (await line.Ended.WaitAsync(Eventually.Patience)).ShouldNotBeNull();
        await Eventually.BecomesAsync(() => studio.Floor.TryFind(talk.Id) is null, "the studio is closed");
    }

    [Fact]
    public async Task An_output_that_is_taken_away_stops_and_the_others_go_on()
    {
        await using var studio = await StudioHost.StartAsync(postgres.Options, _folder);
        var talk = await studio.OpenTalkAsync();
        using var http = studio.Http(_host);
        await http.PutAsJsonAsync($"/api/talks/{talk.Id}/outputs", new[]
        {
            new { kind = "icecast", url = "http://127.0.0.1:9", mount = "talk", user = "source", password = "hush-hush" },
        });
        await talk.AskAsync(new GoLive(), _host, CommandId.New());
        await Eventually.BecomesAsync(() => Outputs(studio, talk).Any(output => output is { Kind: "icecast", State: "retrying" }), "nobody answers there");
        Outputs(studio, talk).ShouldAllBe(output => !(output.Reason ?? "").Contains("hush-hush"));
        (await http.GetStringAsync($"/api/talks/{talk.Id}/outputs")).ShouldNotContain("hush-hush");

        await http.PutAsJsonAsync($"/api/talks/{talk.Id}/outputs", Array.Empty<object>());

        Outputs(studio, talk).Select(output => output.Kind).ShouldBe(["recording", "hls", "mp3"], ignoreOrder: true);
        await talk.AskAsync(new EndTalk(), _host, CommandId.New());
    }

    private static IReadOnlyList<OutputView> Outputs(StudioHost studio, TalkSession talk) => studio.Floor.TryFind(talk.Id)!.Rack.Views;

    private static VoiceView? Line(StudioHost studio, TalkSession talk) =>
        studio.Floor.TryFind(talk.Id)!.Programme.Voices.FirstOrDefault(voice => voice.Kind == VoiceKind.Station);

    private static string? StateOf(StudioHost studio, TalkSession talk) =>
        Outputs(studio, talk).FirstOrDefault(output => output.Kind == "station")?.State;

    private static SipUri AddressOf(StudioHost studio, string user) => new(user, "127.0.0.1", studio.Get<Telephone>().EndPoint.Port);

    private static bool Hears(Browser browser, double hertz) => Tones.LevelAt(browser.LastSecond, hertz) > -30;

    private static async Task<SipUserAgent> StartAgentAsync(string user)
    {
        var agent = new SipUserAgent(new SipOptions { Bind = new IPEndPoint(IPAddress.Loopback, 0), User = user });
        await agent.StartAsync();
        return agent;
    }
}
