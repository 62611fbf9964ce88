using Microsoft.Playwright;
using TalksPlatform.Contracts;
using TalksPlatform.EndToEnd.Browser;
using TalksPlatform.EndToEnd.Stage;
using TalksPlatform.Server.Demo;

namespace TalksPlatform.EndToEnd.Pages;

/// <summary>A talk goes from its host to her co-host by what they see and press.</summary>
public sealed class CoHostTests(Chromium chromium)
{
    private const string Ada = "Ada (test)";
    private const string Ben = "Ben (test)";

    [Fact]
    public async Task When_the_hosts_browser_is_closed_her_co_host_opens_the_studio_from_backstage_and_mutes_somebody()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        var ct = patience.Token;
        await using var server = await TalkServer.StartAsync(publicAddress: null, ct);
        var (episode, desk) = await server.OpenTalkAsync(TimeSpan.FromSeconds(4), ct);
        var link = await server.Host.InviteSpeakerAsync(episode.TalkId, Ben, ct);
        await using var ben = new DemoSpeaker(server.Host.As(link.Token), episode.TalkId, TimeProvider.System);
        var backstage = await chromium.OpenAsync();
        await backstage.GotoAsync((await server.InviteAsync(episode.TalkId, Ada, ct)).ToString());
        await backstage.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Start microphone" }).ClickAsync();
        await desk.SeesAsync(room => room.Phase == TalkPhase.Live && room.Voices.Count(voice => voice.Connected) == 2, ct);
        foreach (var voice in desk.Now.Voices)
            await desk.DoAsync("PutOnAir", ct, voice.Id);

        var studio = await chromium.OpenAsync();
        await studio.Context.AddCookiesAsync(
            [new Cookie { Name = "talks", Value = server.HostToken, Url = server.Address.ToString() }]);
        await studio.GotoAsync($"{server.Address}studio/{episode.Slug}");
        await Strip(studio, Ada).Locator(".st-set").ClickAsync();
        await studio.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Make co-host" }).ClickAsync();
        await Strip(studio, Ada).GetByText("Co-host").WaitForAsync();
        var opens = backstage.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Open the studio" });
        (await opens.CountAsync()).ShouldBe(0, "the host is there");

        await desk.DisposeAsync();
        await studio.Context.CloseAsync();
        await opens.WaitForAsync();
        var own = await backstage.Context.RunAndWaitForPageAsync(() => opens.ClickAsync());
        await Strip(own, Ben).Locator(".st-b", new LocatorLocatorOptions { HasTextString = "Mute" }).ClickAsync();

        await Strip(own, Ben).GetByText("Muted by you").WaitForAsync();
        await Strip(own, Ada).GetByText("Hosts now").WaitForAsync();
        await backstage.GetByText("You are ON AIR").WaitForAsync();
    }

    private static ILocator Strip(IPage page, string name) => page.Locator(".st", new PageLocatorOptions { HasTextString = name });
}
