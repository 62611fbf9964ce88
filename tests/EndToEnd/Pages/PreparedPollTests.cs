using Microsoft.Playwright;
using TalksPlatform.Contracts;
using TalksPlatform.EndToEnd.Browser;
using TalksPlatform.EndToEnd.Stage;

namespace TalksPlatform.EndToEnd.Pages;

/// <summary>A poll from the producer's plan to the voter's hand.</summary>
[Collection(OpenHouse.Name)]
public sealed class PreparedPollTests(OpenHouse house)
{
    private const string Question = "Which paper is missing?";

    [Fact]
    public async Task A_producer_prepares_a_poll_without_script_opens_it_in_its_part_and_an_owner_votes()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        var ct = patience.Token;
        var plan = await OpenAsync($"studio/{house.Live.Slug}/plan", script: false);
        await plan.GetByLabel("Parts, one a line").FillAsync("0 Three papers\n20 Calls");
        await plan.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await plan.GetByRole(AriaRole.Link, new() { Name = "New poll" }).ClickAsync();
        await plan.GetByLabel("Question").FillAsync(Question);
        await plan.GetByLabel("Answers, one a line").FillAsync("Form 1\nForm 2");
        await plan.GetByLabel("Part of the rundown").SelectOptionAsync("Three papers");
        await plan.GetByRole(AriaRole.Button, new() { Name = "Keep it ready" }).ClickAsync();
        await plan.GetByRole(AriaRole.Link, new() { Name = Question }).WaitForAsync();

        var desk = await OpenAsync($"studio/{house.Live.Slug}");
        var part = desk.Locator(".run li", new() { HasText = "Three papers" });
        await part.GetByText($"Poll: {Question}").WaitForAsync();
        await desk.GetByRole(AriaRole.Button, new() { Name = "Start with: Three papers" }).ClickAsync();
        await part.GetByRole(AriaRole.Button, new() { Name = $"Open poll: {Question}" }).ClickAsync();

        var owner = await house.Chromium.OpenAsync(phone: true);
        await owner.GotoAsync($"{house.Server.Address}e/{house.Live.Slug}/live");
        await owner.Locator(".pollbar .btn").ClickAsync();
        await owner.GetByLabel("Form 2").CheckAsync();
        await owner.Locator(".ballot .btn").ClickAsync();

        await part.GetByText("100 % Form 2").WaitForAsync();
        await part.GetByRole(AriaRole.Button, new() { Name = $"Close poll: {Question}" }).WaitForAsync();
        await house.Desk.SeesAsync(room => room.Polls.Values.Any(poll => poll is { Text: Question, State: PollState.Open, Tally: [0, 1] }), ct);
    }

    private async Task<IPage> OpenAsync(string path, bool script = true)
    {
        var page = await house.Chromium.OpenAsync(script: script);
        await page.Context.AddCookiesAsync([new Cookie { Name = "talks", Value = house.Server.HostToken, Url = house.Server.Address.ToString() }]);
        await page.GotoAsync(house.Server.Address + path);
        return page;
    }
}
