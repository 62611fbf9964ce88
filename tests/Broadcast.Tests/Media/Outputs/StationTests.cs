using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using TalksPlatform.Broadcast.Hubs;
using TalksPlatform.Broadcast.Media;
using TalksPlatform.Broadcast.Media.Outputs.StudioLink;
using TalksPlatform.Broadcast.Phone;
using TalksPlatform.Broadcast.Phone.Prompts;
using TalksPlatform.Broadcast.Stage;
using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Broadcast.Tests.Phone;
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

    [Theory]
    [InlineData("trunk:lao", "127.0.0.1")]
    [InlineData("address:127.0.0.2", "127.0.0.2")]
    public async Task A_station_is_known_by_the_trunk_or_the_address_that_its_calls_come_from(string target, string address)
    {
        await using var agent = await StartAgentAsync(SipProfile.Telephone, address);
        await using var stranger = await StartAgentAsync(SipProfile.Telephone, "127.0.0.3");
        await using var studio = await StudioHost.StartAsync(postgres.Options, _folder, new BroadcastOptions
        {
            UdpPort = 0,
            SipPort = 0,
            Phone = new PhoneOptions { Trunks = [new SipTrunk { Name = "lao", Proxy = new SipUri("", "127.0.0.1", agent.LocalEndPoint.Port) }] },
        });
        var talk = await studio.OpenTalkAsync();
        using var http = studio.Http(_host);
        await PutAsync(http, talk, new { kind = "station", name = "FM 103", mode = "answer", uri = target });
        await Eventually.BecomesAsync(() => View(studio, talk) is { State: "retrying", Code: "station.waiting" }, "it is waited for");
        var door = new SipUri("tea", "127.0.0.1", studio.Get<Telephone>().EndPoint.Port);

        await using var caller = await stranger.CallAsync(door);
        View(studio, talk).ShouldNotBeNull().State.ShouldBe("retrying", "somebody else is a caller");
        await using var station = await agent.CallAsync(door);

        await Eventually.BecomesAsync(() => View(studio, talk) is { State: "running" }, "the line is up");
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

        await Eventually.BecomesAsync(
            async () =>
            {
                (await http.PostAsync($"/api/talks/{talk.Id}/outputs/{id}/test", null)).StatusCode.ShouldBe(HttpStatusCode.Accepted);
                var heard = await Ear.ListenAsync(call.Receiver, patience.Token);
                return Math.Abs(Tones.LevelAt(heard, 1000) + 18) < 1.5;
            },
            "the tone is heard");
        await talk.AskAsync(new GoLive(), _host, CommandId.New());
        await Eventually.BecomesAsync(async () => await LevelAsync(call) < -60, "the programme is silent and so is its line");
        (await http.PostAsync($"/api/talks/{talk.Id}/outputs/{id}/test", null)).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        await talk.AskAsync(new EndTalk(), _host, CommandId.New());
    }

    [Fact]
    public async Task Whoever_picks_up_the_line_before_air_is_told_who_is_on_it()
    {
        var voice = RecordedVoice.FourSeconds();
        await using var agent = await StartAgentAsync(SipProfile.Nacip);
        var ringing = Answering(agent);
        await using var studio = await StudioHost.StartAsync(postgres.Options, _folder);
        var talk = await studio.OpenTalkAsync();
        await WavSound.WriteAsync(
            studio.Get<PromptShelf>().PathOf(talk.State.Card!.Series, talk.State.Card.Language, "ident"), Loud(voice), AudioFrame.SampleRate, CancellationToken.None);
        using var http = studio.Http(_host);
        await PutAsync(http, talk, new { kind = "station", uri = $"sip:studio@127.0.0.1:{agent.LocalEndPoint.Port}", codec = "l16" });

        var heard = await HearAsync(await ringing.Task.WaitAsync(Eventually.Patience), seconds: 6);

        RecordedVoice.Alike(voice, RecordedVoice.SampleRate, heard, AudioFrame.SampleRate).ShouldBeGreaterThan(0.85, "it is the series' own ident");
        await talk.AskAsync(new EndTalk(), _host, CommandId.New());
    }

    [Fact]
    public async Task A_test_is_the_tone_and_then_the_ident_and_waits_for_words_that_are_being_made()
    {
        var words = new TaskCompletionSource<short[]>();
        var test = new LineTest();
        var told = test.StartAsync(words.Task);
        Tones.LevelAt(Played(test, seconds: 12).AsSpan(0, 2 * AudioFrame.SampleRate), 1_000).ShouldBeGreaterThan(-20);
        Played(test, seconds: 2).ShouldAllBe(sample => sample == 0);
        words.SetResult([.. Enumerable.Repeat((short)16_384, AudioFrame.SampleRate + 1)]);
        await told;
        Played(test, seconds: 1).ShouldAllBe(sample => sample == 0.5f);
        test.IsPlaying.ShouldBeTrue();
        Played(test, seconds: 1).Count(sample => sample != 0).ShouldBe(1);
        test.IsPlaying.ShouldBeFalse();
    }

    [Fact]
    public void An_ident_that_cannot_be_spoken_is_given_up_after_five_seconds()
    {
        var test = new LineTest();
        _ = test.IdentifyAsync(new TaskCompletionSource<short[]>().Task);
        Played(test, seconds: 4);
        test.IsPlaying.ShouldBeTrue();
        Played(test, seconds: 1);
        test.IsPlaying.ShouldBeFalse();
    }

    [Theory]
    [InlineData(0.06)]
    [InlineData(2.2)]
    public void The_tone_that_a_station_sends_back_is_known_by_where_it_begins_and_pauses(double late)
    {
        var test = new LineTest();
        var delayed = new Queue<float[]>(Enumerable.Range(0, (int)(late * AudioFrame.PerSecond)).Select(_ => new float[AudioFrame.Length]));

        Hear(test, seconds: 9, sent =>
        {
            delayed.Enqueue([.. sent.Select(sample => sample * 0.3f)]); // some dB are lost on the way
            return delayed.Dequeue();
        });

        test.CameBack.ShouldBeTrue();
        test.Forget();
        test.CameBack.ShouldBeFalse("another line proves itself");
    }

    [Fact]
    public void A_sound_of_the_stations_own_is_not_ours_even_if_it_is_the_same_tone()
    {
        var own = Played(Testing(), seconds: 12);
        foreach (var phase in new[] { 0, 1.1, 2.2 })
        {
            var (test, at) = (new LineTest(), (int)(phase * AudioFrame.SampleRate) / AudioFrame.Length * AudioFrame.Length);
            Hear(test, seconds: 12, _ =>
            {
                var frame = own.AsSpan(at % (9 * AudioFrame.SampleRate), AudioFrame.Length).ToArray();
                at += AudioFrame.Length;
                return frame;
            });
            test.CameBack.ShouldBeFalse($"its own test tone began before ours, {phase} s");
        }

        var speech = new LineTest();
        var voice = new Queue<float>(Enumerable.Repeat(Tones.Sine(440, 1, -20), 20).SelectMany(second => second));
        Hear(speech, seconds: 12, _ => [.. Enumerable.Range(0, AudioFrame.Length).Select(_ => voice.Dequeue())]);
        speech.CameBack.ShouldBeFalse();
    }

    /// <summary>A line of which two seconds are heard, and then a test.</summary>
    private static void Hear(LineTest test, int seconds, Func<float[], float[]> answer)
    {
        var sent = new float[AudioFrame.Length];
        for (var frame = 0; frame < (seconds + 2) * AudioFrame.PerSecond; frame++)
        {
            if (frame == 2 * AudioFrame.PerSecond)
                _ = test.StartAsync(Task.FromResult(Array.Empty<short>()));
            test.Play(sent);
            test.Hear(answer(sent));
        }
    }

    private static LineTest Testing()
    {
        var test = new LineTest();
        _ = test.StartAsync(Task.FromResult(Array.Empty<short>()));
        return test;
    }

    private static float[] Played(LineTest test, int seconds)
    {
        var sound = new float[seconds * AudioFrame.SampleRate];
        for (var at = 0; at < sound.Length; at += AudioFrame.Length)
            test.Play(sound.AsSpan(at, AudioFrame.Length));
        return sound;
    }

    private static short[] Loud(float[] voice)
    {
        var sound = new float[voice.Length * (AudioFrame.SampleRate / RecordedVoice.SampleRate)];
        Resampler.Create(RecordedVoice.SampleRate, AudioFrame.SampleRate).Convert(voice, sound);
        return [.. sound.Select(sample => (short)(sample * short.MaxValue))];
    }

    /// <summary>What the next second has of the tone; it has gaps of a quarter of one.</summary>
    private static async Task<double> LevelAsync(SipCall call) => Tones.LevelAt(await HearAsync(call, seconds: 1), 1000);

    private static async Task<float[]> HearAsync(SipCall call, int seconds)
    {
        using var clock = new PeriodicTimer(AudioFrame.Duration);
        var heard = new float[seconds * AudioFrame.SampleRate];
        for (var at = 0; at < heard.Length; at += AudioFrame.Length)
        {
            await clock.WaitForNextTickAsync();
            if (!call.Receiver.Read(heard.AsSpan(at, AudioFrame.Length)))
                heard.AsSpan(at, AudioFrame.Length).Clear();
        }
        return heard;
    }

    private static TaskCompletionSource<SipCall> Answering(SipUserAgent agent)
    {
        var ringing = new TaskCompletionSource<SipCall>(TaskCreationOptions.RunContinuationsAsynchronously);
        agent.IncomingCall = async incoming => ringing.TrySetResult(await incoming.AcceptAsync());
        return ringing;
    }

    private static async Task<SipUserAgent> StartAgentAsync(SipProfile profile, string address = "127.0.0.1")
    {
        var agent = new SipUserAgent(new SipOptions { Bind = new IPEndPoint(IPAddress.Parse(address), 0), User = "studio", Profile = profile });
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
