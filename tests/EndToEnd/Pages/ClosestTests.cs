using Microsoft.Playwright;
using TalksPlatform.EndToEnd.Browser;
using TalksPlatform.EndToEnd.Stage;

namespace TalksPlatform.EndToEnd.Pages;

/// <summary>Listeners who want to be as close to live as there is a way, on a server with room for one of them.</summary>
public sealed class ClosestTests(Chromium chromium)
{
    [Fact]
    public async Task One_hears_by_WebRTC_who_finds_it_full_by_the_low_latency_stream_and_who_gets_neither_as_usual()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(6));
        var ct = patience.Token;
        await using var server = await TalkServer.StartAsync(publicAddress: null, ct, listeners: 1);
        var (episode, desk) = await server.OpenTalkAsync(TimeSpan.FromSeconds(8), ct);
        var speaker = await chromium.OpenAsync();
        await speaker.GotoAsync((await server.InviteAsync(episode.TalkId, "Ben (test)", ct)).ToString());
        await speaker.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Start microphone" }).ClickAsync();
        await desk.SeesAsync(room => Array.Exists(room.Voices, voice => voice is { Name: "Ben (test)", Connected: true }), ct);
        await desk.DoAsync("PutOnAir", ct, Array.Find(desk.Now.Voices, voice => voice.Name == "Ben (test)")!.Id);
        await desk.SeesAsync(room => Array.Exists(room.Voices, voice => voice is { OnAir: true, Level: > -40 }), ct);
        var address = $"{server.Address}e/{episode.Slug}/live";

        var first = await ListenAsync(address);
        await first.GetByText("Listening live, within half a second").WaitForAsync();
        await Ear.HearsAsync(first, ct);

        var second = await ListenAsync(address);
        await second.GetByText("Listening live, about two seconds behind").WaitForAsync();
        await Ear.HearsAsync(second, ct);

        var third = await chromium.OpenAsync();
        await third.RouteAsync("**/low.m3u8*", route => route.AbortAsync());
        await ListenAsync(address, third);
        await third.GetByText("Listening live", new PageGetByTextOptions { Exact = true }).WaitForAsync();
        await Ear.HearsAsync(third, ct);

        await first.ReloadAsync();
        await first.Locator("#closest-sound[aria-pressed=true]").WaitForAsync();
        foreach (var page in new[] { speaker, first, second, third })
            await page.Context.CloseAsync();
    }

    private async Task<IPage> ListenAsync(string address, IPage? page = null)
    {
        page ??= await chromium.OpenAsync();
        await page.GotoAsync(address);
        await page.Locator("#closest-sound").ClickAsync();
        await page.Locator(".deck .play").ClickAsync();
        return page;
    }
}
