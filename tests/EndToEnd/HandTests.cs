using Microsoft.Playwright;
using TalksPlatform.Contracts;
using TalksPlatform.EndToEnd.Browser;
using TalksPlatform.EndToEnd.Stage;
using TalksPlatform.Server.Demo;

namespace TalksPlatform.EndToEnd;

/// <summary>A listener with nothing but a browser asks to speak, is called up at the desk, and is heard on air.</summary>
public sealed class HandTests(Chromium chromium)
{
    private const float Audible = 0.02f;

    [Fact]
    public async Task A_listener_raises_her_hand_is_checked_and_is_heard_in_the_programme_from_the_moment_she_is_on_air()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(4));
        var ct = patience.Token;
        await using var server = await TalkServer.StartAsync(publicAddress: null, ct);
        var (episode, room) = await server.OpenTalkAsync(TimeSpan.FromSeconds(4), ct);
        var link = await server.Host.InviteSpeakerAsync(episode.TalkId, "Ben (test)", ct);
        await using var speaker = new DemoSpeaker(server.Host.As(link.Token), episode.TalkId, TimeProvider.System);
        await room.SeesAsync(now => now.Phase == TalkPhase.Live, ct);
        await room.DoAsync("OverrideGuard", ct); // nobody speaks yet, and no bed is to cover that

        var desk = await chromium.OpenAsync();
        await desk.Context.AddCookiesAsync([new Cookie { Name = "talks", Value = server.HostToken, Url = server.Address.ToString() }]);
        await desk.GotoAsync($"{server.Address}studio/{episode.Slug}");
        var listener = await chromium.OpenAsync(phone: true);
        await listener.GotoAsync($"{server.Address}e/{episode.Slug}/live");

        await listener.Locator(".bar").GetByRole(AriaRole.Button, new() { Name = "Speak" }).ClickAsync();
        await listener.GetByText("0.5 MB a minute").WaitForAsync();
        await listener.GetByLabel("Your name, as the host calls you").FillAsync("Noy");
        await listener.GetByLabel("What is it about?").FillAsync("The stamp on form 2");
        await listener.GetByLabel("I agree that my voice").CheckAsync();
        await listener.GetByRole(AriaRole.Button, new() { Name = "Check my microphone" }).ClickAsync();
        await listener.GetByText("Your microphone works").WaitForAsync();
        await listener.GetByRole(AriaRole.Button, new() { Name = "Raise my hand" }).ClickAsync();
        await listener.Locator(".sheet").GetByText("You are number 1 in line").WaitForAsync();
        await listener.GetByRole(AriaRole.Button, new() { Name = "Keep my place" }).ClickAsync();

        await desk.GetByText("The stamp on form 2").WaitForAsync();
        await listener.ReloadAsync();
        await listener.Locator(".handbar[data-state=silent]").WaitForAsync();
        await listener.GetByRole(AriaRole.Button, new() { Name = "Show" }).ClickAsync();
        await listener.GetByRole(AriaRole.Button, new() { Name = "Turn on my microphone" }).ClickAsync();
        await listener.GetByRole(AriaRole.Button, new() { Name = "Keep my place" }).ClickAsync();
        await room.DoAsync("OverrideGuard", ct);
        await desk.GetByRole(AriaRole.Button, new() { Name = "Call up" }).ClickAsync();
        await listener.Locator(".handbar[data-state=called]").WaitForAsync();
        await desk.GetByRole(AriaRole.Button, new() { Name = "Make next" }).ClickAsync();
        await listener.Locator(".handbar[data-state=ready]").WaitForAsync();
        await room.SeesAsync(now => Array.Exists(now.Voices, voice => voice is { Name: "Noy", Connected: true, Level: > -40 }), ct);
        speaker.Heard.ShouldAllBe(sample => Math.Abs(sample) < Audible, "nobody hears her before she is on air");

        await desk.Locator(".callers").GetByRole(AriaRole.Button, new() { Name = "Put on air" }).ClickAsync();
        await listener.Locator(".handbar[data-state=onAir]").GetByText("ON AIR").WaitForAsync();
        while (!Array.Exists(speaker.Heard, sample => Math.Abs(sample) > Audible))
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, ct);

        await desk.Locator(".callers").GetByRole(AriaRole.Button, new() { Name = "Take off air" }).ClickAsync();
        await listener.Locator(".bar").GetByRole(AriaRole.Button, new() { Name = "Speak" }).WaitForAsync();
        await room.SeesAsync(now => !Array.Exists(now.Voices, voice => voice.Name == "Noy"), ct);
    }
}
