using Microsoft.Playwright;
using TalksPlatform.Contracts;
using TalksPlatform.EndToEnd.Browser;
using TalksPlatform.EndToEnd.Stage;
using TalksPlatform.Server.Demo;
using TalksPlatform.TestKit;
using TalksPlatform.TestKit.Peers;

namespace TalksPlatform.EndToEnd;

/// <summary>One talk with strangers at all its doors: Chromium speaks and listens, a real softphone calls in.</summary>
public sealed class BrowserTalkTests(Chromium chromium)
{
    private const double BaresipTone = 1_000;
    private const string Asked = "Can I register my noodle shop online?";

    [Fact]
    public async Task A_browser_speaks_a_telephone_calls_in_and_a_browser_hears_asks_and_votes()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(6));
        var ct = patience.Token;
        await using var baresip = await BaresipPeer.StartAsync(new BaresipOptions("PCMA/8000/1", BaresipTone));
        await using var server = await TalkServer.StartAsync(baresip.OurAddress, ct);
        var (episode, desk) = await server.OpenTalkAsync(TimeSpan.FromSeconds(8), ct);

        var speaker = await SpeakAsync(server, episode, desk, ct);
        await desk.SeesAsync(room => room.Phase == TalkPhase.Live, ct);

        var listener = await chromium.OpenAsync(phone: true);
        await listener.GotoAsync($"{server.Address}e/{episode.Slug}/live");
        await listener.Locator(".deck .play").ClickAsync();
        await Ear.HearsAsync(listener, ct);

        await AskAndVoteAsync(listener, desk, ct);

        await baresip.CommandAsync("dial", $"sip:{episode.Slug}@{baresip.OurAddress}:{server.SipPort}");
        await Eventually.BecomesAsync(async () => await baresip.PlayedAsync() > 0.5, "she is spoken to");
        await baresip.CommandAsync("sndcode", "1"); // she agrees to be heard and recorded
        var caller = await CallerAsync(desk, baresip, ct);
        await desk.DoAsync("PutOnAir", ct, caller);
        await desk.SeesAsync(room => Array.Exists(room.Voices, v => v.Id == caller && v is { OnAir: true, Level: > -40 }), ct);
        await baresip.CommandAsync("sndcode", "5");
        await desk.SeesAsync(room => Array.Exists(room.Voices, v => v.Id == caller && v.Digits == "5"), ct);
        await speaker.GetByText("ON AIR").First.WaitForAsync();
        await baresip.CommandAsync("hangup");
        await desk.SeesAsync(room => !Array.Exists(room.Voices, v => v.Id == caller && v.Connected), ct);

        await desk.DoAsync("EndTalk", ct);
        await server.PublishedAsync(episode, ct);
        await listener.GotoAsync($"{server.Address}e/{episode.Slug}");
        await listener.GetByText(Asked).First.WaitForAsync();
        var file = await listener.Locator("a[href*='/media/'][href$='.mp3']").First.GetAttributeAsync("href");
        var sound = await HlsListener.DecodeAsync(await server.Host.DownloadAsync(file!, ct), ct);
        sound.Chunk(VoicePlayer.Rate).Max(second => Tone.Level(second, BaresipTone, VoicePlayer.Rate))
            .ShouldBeGreaterThan(-40, "the caller's tone is on the tape");
    }

    [Fact]
    public async Task A_speaker_whose_browser_is_gone_is_noticed_and_the_others_are_undisturbed()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(4));
        var ct = patience.Token;
        await using var server = await TalkServer.StartAsync(publicAddress: null, ct);
        var (episode, desk) = await server.OpenTalkAsync(TimeSpan.FromMinutes(10), ct);
        var link = await server.Host.InviteSpeakerAsync(episode.TalkId, "Ada (test)", ct);
        await using var other = new DemoSpeaker(server.Host.As(link.Token), episode.TalkId, TimeProvider.System);
        await other.JoinedAsync(ct);
        var speaker = await SpeakAsync(server, episode, desk, ct);

        await speaker.Context.CloseAsync();

        await desk.SeesAsync(room => Array.Exists(room.Voices, v => v is { Name: "Ben (test)", Connected: false })
            || !Array.Exists(room.Voices, v => v.Name == "Ben (test)"), ct);
        desk.Now.Voices.ShouldContain(v => v.Name == "Ada (test)" && v.Connected);
        other.Returns.ShouldBe(0);
    }

    private static readonly string[] Choices = ["Yes", "Not yet"];

    private static async Task AskAndVoteAsync(IPage listener, DemoSeat desk, CancellationToken ct)
    {
        await listener.Locator("#ask").FillAsync(Asked);
        await listener.Locator(".ask-send").ClickAsync();
        await desk.SeesAsync(room => room.Questions.Values.Any(q => q.Text == Asked), ct);
        var question = desk.Now.Questions.Values.Single(q => q.Text == Asked).Id;
        await desk.DoAsync("ApproveQuestion", ct, question);
        await desk.DoAsync("StartAnswer", ct, question);
        await listener.Locator(".q-now").GetByText(Asked).WaitForAsync();
        await desk.DoAsync("FinishAnswer", ct, question);

        var poll = PollId.New();
        await desk.DoAsync("CreatePoll", ct, poll, "Do you have a licence?", Choices, null);
        await desk.DoAsync("OpenPoll", ct, poll);
        await listener.Locator(".pollbar .btn").ClickAsync();
        await listener.GetByLabel("Not yet").CheckAsync();
        await listener.Locator(".ballot .btn").ClickAsync();
        await desk.SeesAsync(room => room.Polls.GetValueOrDefault(poll)?.Tally is [0, 1], ct);
        await desk.DoAsync("ClosePoll", ct, poll);
        await listener.GetByText("100%").First.WaitForAsync();
    }

    /// <summary>Opens a speaker's link in a browser with a microphone, and puts her on air.</summary>
    private async Task<IPage> SpeakAsync(TalkServer server, EpisodeView episode, DemoSeat desk, CancellationToken ct)
    {
        var page = await chromium.OpenAsync();
        await page.GotoAsync((await server.InviteAsync(episode.TalkId, "Ben (test)", ct)).ToString());
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Start microphone" }).ClickAsync();
        await desk.DoAsync("PutOnAir", ct, await VoiceAsync(desk, voice => voice is { Name: "Ben (test)", Connected: true }, ct));
        return page;
    }

    private static async Task<ContributionId> CallerAsync(DemoSeat desk, BaresipPeer telephone, CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(TimeSpan.FromMinutes(1));
        try
        {
            return await VoiceAsync(desk, voice => voice is { Kind: "caller", Connected: true }, patience.Token);
        }
        catch (OperationCanceledException late) when (!ct.IsCancellationRequested)
        {
            throw new ShouldAssertException($"The desk sees no caller. The telephone says: {await telephone.ExplainAsync()}", late);
        }
    }

    private static async Task<ContributionId> VoiceAsync(DemoSeat desk, Predicate<DemoVoice> which, CancellationToken ct)
    {
        await desk.SeesAsync(room => Array.Exists(room.Voices, which), ct);
        return Array.Find(desk.Now.Voices, which)!.Id;
    }
}
