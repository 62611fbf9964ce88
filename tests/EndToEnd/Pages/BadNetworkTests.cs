using Microsoft.Playwright;
using TalksPlatform.Contracts;
using TalksPlatform.EndToEnd.Browser;
using TalksPlatform.EndToEnd.Stage;

namespace TalksPlatform.EndToEnd.Pages;

/// <summary>The live room in a real browser where the network lets little through, or nothing for a while.</summary>
public sealed class BadNetworkTests(Chromium chromium, LiveRoom room) : IClassFixture<LiveRoom>
{
    private const string IsLive = "() => ['good', 'fair', 'weak'].includes(document.querySelector('#net').dataset.state)";

    [Theory]
    [InlineData("WebSocket")]
    [InlineData("server-sent events")]
    [InlineData("long polling")]
    public async Task One_takes_part_over(string transport)
    {
        var page = await chromium.OpenAsync(phone: true);
        var roads = await BlockAsync(page, transport);
        await page.GotoAsync(room.Page);
        await page.WaitForFunctionAsync(IsLive);
        roads().ShouldBe(transport);

        // A command goes up, a patch comes down.
        var text = $"Does it work over {transport}?";
        await AskAsync(page, text);
        var asked = await room.AskedAsync(text);
        await room.Desk.DoAsync("ApproveQuestion", room.Patience, asked.Id);
        await page.Locator(".qs").GetByText(text).WaitForAsync();

        // The line is lost; what was missed comes when it is back.
        await page.Context.SetOfflineAsync(true);
        await page.WaitForFunctionAsync("() => document.querySelector('#net').dataset.state === 'offline'");
        await room.Desk.DoAsync("StartAnswer", room.Patience, asked.Id);
        await page.Context.SetOfflineAsync(false);
        await page.Locator(".q-now").GetByText(text).WaitForAsync();
        await room.Desk.DoAsync("FinishAnswer", room.Patience, asked.Id);

        // Who is signed out is told, loses the line, and may come in anew.
        await page.Context.AddCookiesAsync([new Cookie { Name = "talks", Value = await room.HelperAsync(), Url = room.Server.Address.ToString() }]);
        await page.ReloadAsync();
        await page.WaitForFunctionAsync(IsLive);
        await page.EvaluateAsync("() => fetch('/api/signout', { method: 'POST' })");
        await page.GetByText("Come in again").ClickAsync();
        await page.WaitForFunctionAsync(IsLive);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Who_comes_without_a_token_is_let_in_by_no_transport()
    {
        var page = await chromium.OpenAsync();
        await page.GotoAsync(room.Server.Address.ToString()); // not an episode's page: no cookie
        var statuses = await page.EvaluateAsync<int[]>("""
            () => Promise.all([
              fetch('/hub/talk/negotiate?negotiateVersion=1', { method: 'POST' }),
              fetch('/hub/talk?id=x', { headers: { accept: 'text/event-stream' } }),
              fetch('/hub/talk?id=x'),
            ]).then((answers) => answers.map((answer) => answer.status))
            """);
        statuses.ShouldBe([401, 401, 401]);
        (await page.EvaluateAsync<bool>("""
            () => new Promise((told) => {
              const socket = new WebSocket(`ws://${location.host}/hub/talk`);
              socket.onopen = () => told(true);
              socket.onerror = () => told(false);
            })
            """)).ShouldBeFalse();
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task What_is_done_offline_survives_a_reload_and_is_sent_exactly_once()
    {
        const string Text = "Is this kept while there is no network?";
        var question = await room.QuestionAsync("May I upvote from the hills?");
        var page = await chromium.OpenAsync(phone: true);
        await page.GotoAsync(room.Page);
        await page.WaitForFunctionAsync(IsLive);
        await page.WaitForFunctionAsync("() => navigator.serviceWorker.controller !== null"); // some seconds after the page
        await page.ReloadAsync(); // now the page and its files are kept
        await page.WaitForFunctionAsync(IsLive);

        await page.Context.SetOfflineAsync(true);
        await page.WaitForFunctionAsync("() => document.querySelector('#net').dataset.state === 'offline'");
        await AskAsync(page, Text);
        await page.Locator(".qs .q").Filter(new LocatorFilterOptions { HasText = "from the hills" }).Locator(".vote").ClickAsync();
        await page.GetByText("2 things will be sent when you are back").WaitForAsync();
        (await page.Locator("#ask").IsEnabledAsync()).ShouldBeTrue("nothing is blocked");

        await page.ReloadAsync();
        await page.GetByText("2 things will be sent when you are back").WaitForAsync();
        await page.Context.SetOfflineAsync(false);

        (await room.AskedAsync(Text)).State.ShouldBe(QuestionState.Asked);
        await room.Desk.SeesAsync(now => now.Questions.GetValueOrDefault(question)?.Votes == 1, room.Patience);
        await page.WaitForFunctionAsync("() => !Object.keys(localStorage).some((key) => key.startsWith('kept:'))");
        await page.ReloadAsync();
        await page.Locator(".q-mine .q-t").GetByText(Text).WaitForAsync();
        await room.AskedAsync(Text);

        await page.Context.SetOfflineAsync(true);
        await page.GotoAsync($"{room.Server.Address}e/another-talk");
        await page.GetByText("You are offline").First.WaitForAsync();
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_page_without_javascript_says_what_became_of_each_form_and_keeps_what_was_written()
    {
        var question = await room.QuestionAsync("Who needs a tax number?");
        var poll = PollId.New();
        await room.Desk.DoAsync("CreatePoll", room.Patience, poll, "Do you have a licence?", Choices, null);
        await room.Desk.DoAsync("OpenPoll", room.Patience, poll);
        var page = await chromium.OpenAsync(phone: true, script: false);
        await page.GotoAsync(room.Page);
        (await page.Locator("audio[controls]").GetAttributeAsync("src")).ShouldBe($"/live/{room.Episode.TalkId}.mp3");

        await page.Locator("textarea[name=text]").FillAsync(new string('x', 300));
        await page.Locator(".ask-send").ClickAsync();
        await page.GetByText("A question has at most 280 letters").WaitForAsync();
        (await page.Locator("textarea[name=text]").InputValueAsync()).ShouldBe(new string('x', 300));

        const string Text = "Can I ask without any script?";
        await page.Locator("textarea[name=text]").FillAsync(Text);
        var form = await page.Locator(".ask input[name=c]").InputValueAsync();
        await page.Locator(".ask-send").ClickAsync();
        await page.GetByText("Your question is with the host").First.WaitForAsync();
        await page.Locator(".q-mine .q-t").GetByText(Text).WaitForAsync();
        var fields = page.APIRequest.CreateFormData().Set("text", Text).Set("c", form);
        await page.APIRequest.PostAsync($"{room.Server.Address}api/talks/{room.Episode.TalkId}/forms/ask", new APIRequestContextOptions { Form = fields });
        await room.AskedAsync(Text); // sent twice, asked once

        await page.GotoAsync($"{room.Page}?all=true"); // the page before it shows twenty
        await page.Locator(".q").Filter(new LocatorFilterOptions { HasText = "tax number" }).Locator(".vote").ClickAsync();
        await page.GetByText("Your vote for the question is counted").WaitForAsync();
        await room.Desk.SeesAsync(now => now.Questions.GetValueOrDefault(question)?.Votes == 1, room.Patience);
        await page.GetByLabel("Not yet").First.CheckAsync();
        await page.Locator("#poll button[type=submit]").First.ClickAsync();
        await page.GetByText("Your vote is counted").First.WaitForAsync();
        await room.Desk.SeesAsync(now => now.Polls.GetValueOrDefault(poll)?.Tally is [0, 1], room.Patience);
        await room.Desk.DoAsync("ClosePoll", room.Patience, poll);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task The_page_costs_at_most_five_requests_and_sixteen_kilobytes_before_the_sound()
    {
        for (var i = 0; i < 24; i++)
            await room.QuestionAsync($"What does a licence for shop number {i} cost, and how long is it good for?");
        foreach (var language in Languages)
        {
            var page = await chromium.OpenAsync(phone: true, language);
            await page.GotoAsync(room.Page);
            var (requests, bytes) = await CostAsync(page);
            requests.ShouldBeLessThanOrEqualTo(5, language);
            bytes.ShouldBeLessThanOrEqualTo(16 * 1024, language);
            await page.Context.CloseAsync();
        }
    }

    private static readonly string[] Languages = ["en", "lo"];

    private static readonly string[] Choices = ["Yes", "Not yet"];

    /// <summary>Blocks what is better than this transport, and tells by which one the page got through.</summary>
    private static async Task<Func<string>> BlockAsync(IPage page, string transport)
    {
        var used = "WebSocket";
        page.Request += (_, request) =>
        {
            if (request.Url.Contains("/hub/talk?id=", StringComparison.Ordinal) && request.Method == "GET")
                used = request.ResourceType == "eventsource" ? "server-sent events" : "long polling";
        };
        if (transport != "WebSocket")
            await page.RouteWebSocketAsync("**/hub/**", socket => _ = socket.CloseAsync());
        if (transport == "long polling")
        {
            await page.RouteAsync("**/hub/talk?id=*", async route =>
            {
                if (route.Request.ResourceType == "eventsource")
                    await route.AbortAsync();
                else
                    await route.ContinueAsync();
            });
        }
        return () => used;
    }

    /// <summary>What the page has fetched when it has loaded, before its room comes: bodies as they were on the wire.</summary>
    private static async Task<(int Requests, int Bytes)> CostAsync(IPage page)
    {
        var sizes = await page.EvaluateAsync<int[]>("""
            () => [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
              .filter((entry) => entry.startTime < performance.timing.loadEventStart - performance.timing.navigationStart)
              .map((entry) => entry.encodedBodySize)
            """);
        return (sizes.Length, sizes.Sum());
    }

    private static async Task AskAsync(IPage page, string text)
    {
        await page.Locator("#ask").FillAsync(text);
        await page.Locator(".ask-send").ClickAsync();
    }
}
