using Microsoft.Playwright;
using TalksPlatform.Contracts;
using TalksPlatform.EndToEnd.Browser;
using TalksPlatform.EndToEnd.Stage;
using TalksPlatform.Server.Demo;

namespace TalksPlatform.EndToEnd.Pages;

/// <summary>One talk from its green room into dead air, as the studio and a speaker's page show it: each state in words, and free of faults.</summary>
public sealed class StatesTests(Chromium chromium)
{
    private const string Ada = "Ada (test)";
    private const string Ben = "Ben (test)";

    private static readonly string[] Choices = ["Yes", "It has expired", "Not yet"];

    private readonly List<string> _faults = [];

    [Fact]
    public async Task The_studio_is_ready_on_air_and_in_dead_air_and_a_speaker_is_off_air_next_on_air_and_muted()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        var ct = patience.Token;
        await using var server = await TalkServer.StartAsync(publicAddress: null, ct);
        var (episode, desk) = await server.OpenTalkAsync(TimeSpan.FromMinutes(10), ct);
        var link = await server.Host.InviteSpeakerAsync(episode.TalkId, Ben, ct);
        await using var ben = new DemoSpeaker(server.Host.As(link.Token), episode.TalkId, TimeProvider.System);
        await ben.JoinedAsync(ct);
        await FillAsync(desk, ct);
        var studio = await chromium.OpenAsync();
        await studio.Context.AddCookiesAsync([new Cookie { Name = "talks", Value = server.HostToken, Url = server.Address.ToString() }]);
        await studio.GotoAsync($"{server.Address}studio/{episode.Slug}");

        var backstage = await chromium.OpenAsync();
        await backstage.GotoAsync((await server.InviteAsync(episode.TalkId, Ada, ct)).ToString());
        await BackstageAsync(backstage, "off-air");
        await backstage.GetByRole(AriaRole.Button, new() { Name = "Start microphone" }).ClickAsync();
        await desk.SeesAsync(room => room.Voices.Count(voice => voice.Connected) == 2, ct);
        foreach (var voice in desk.Now.Voices)
            await desk.DoAsync("PutOnAir", ct, voice.Id);
        await BackstageAsync(backstage, "next");
        await StudioAsync(studio, "ready", studio.GetByRole(AriaRole.Button, new() { Name = "Go live" }));

        await desk.DoAsync("GoLive", ct);
        await BackstageAsync(backstage, "on-air");
        await StudioAsync(studio, "on air", studio.GetByText("ON AIR").First);

        foreach (var voice in desk.Now.Voices)
            await desk.DoAsync("MuteVoice", ct, voice.Id);
        await BackstageAsync(backstage, "muted");
        await StudioAsync(studio, "dead air", studio.Locator(".desk-alarm[role=alert]").First);

        _faults.ShouldBeEmpty();
    }

    private async Task BackstageAsync(IPage page, string state)
    {
        await page.Locator($".state[data-state={state}]").WaitForAsync();
        await Axe.JudgeAsync(page, $"backstage {state}", Axe.Phone, _faults);
        await Axe.JudgeAsync(page, $"backstage {state}", Axe.Computer, _faults, dark: false, "color-contrast");
    }

    private async Task StudioAsync(IPage page, string state, ILocator sign)
    {
        await sign.WaitForAsync();
        await Axe.JudgeAsync(page, $"studio {state}", Axe.Phone, _faults, dark: false);
        await Axe.JudgeAsync(page, $"studio {state}", Axe.Computer, _faults);
    }

    /// <summary>A queue, and a poll.</summary>
    private static async Task FillAsync(DemoSeat desk, CancellationToken ct)
    {
        await desk.SeesAsync(room => room.Seen, ct);
        foreach (var text in new[] { "Can I register my noodle shop online?", "What does a new licence cost?", "ຕ້ອງເສຍອາກອນຊະນິດໃດ?" })
        {
            var question = QuestionId.New();
            await desk.DoAsync("Ask", ct, question, text, "Mali", null);
            if (text.StartsWith('C'))
                await desk.DoAsync("ApproveQuestion", ct, question);
        }
        await desk.DoAsync("CreatePoll", ct, PollId.New(), "Do you have a licence today?", Choices, null);
    }
}
