using Microsoft.Playwright;
using TalksPlatform.Contracts;
using TalksPlatform.EndToEnd.Browser;
using TalksPlatform.EndToEnd.Stage;

namespace TalksPlatform.EndToEnd.Pages;

/// <summary>The pages of the audience as a thumb and an eye meet them: large enough to hit, in their place, nothing cut.</summary>
[Collection(OpenHouse.Name)]
public sealed class AudiencePagesTests(OpenHouse house) : IDisposable
{
    private readonly CancellationTokenSource _patience = new(TimeSpan.FromMinutes(3));

    private CancellationToken Patience => _patience.Token;

    /// <summary>How far a finger may miss the middle of each thing that can be tapped, by what the browser says is under it.</summary>
    private const string TooSmall = """
        () => {
          const small = [];
          for (const thing of document.querySelectorAll('a[href], button, summary, select, textarea, input:not([type=hidden])')) {
            if (!thing.checkVisibility() || thing.closest('.skip, .menu-in, [aria-hidden=true]') || getComputedStyle(thing).display === 'inline') continue;
            thing.scrollIntoView({ block: 'center', behavior: 'instant' });
            const box = thing.getBoundingClientRect();
            const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
            const hit = (dx, dy) => {
              const under = document.elementFromPoint(x + dx, y + dy);
              return under && (thing.contains(under) || under.closest('label')?.contains(thing));
            };
            if (!hit(0, 0)) continue;
            const reach = (dx, dy) => { let n = 0; while (n < 44 && hit(dx * (n + 1), dy * (n + 1))) n++; return n; };
            const [across, down] = [reach(1, 0) + reach(-1, 0) + 1, reach(0, 1) + reach(0, -1) + 1];
            if (across < 43 || down < 43) small.push(`${across} x ${down}: ${(thing.textContent || thing.ariaLabel || thing.name).trim().slice(0, 40)}`);
          }
          return small;
        }
        """;

    [Theory]
    [InlineData("en")]
    [InlineData("lo")]
    public async Task Whatever_can_be_tapped_on_a_phone_is_as_large_as_a_fingertip(string language)
    {
        await house.PublishedAsync();
        var page = await house.Chromium.OpenAsync(phone: true, language);
        var small = new List<string>();
        foreach (var path in new[]
        {
            "/", $"/s/{house.Series.Slug}", $"/e/{house.Coming.Slug}", $"/e/{house.Live.Slug}", $"/e/{house.Past.Slug}",
            $"/e/{house.Cancelled.Slug}", "/offline", "/schedule", "/search?q=a", "/me", $"/e/{house.Live.Slug}/live",
        })
        {
            await page.GotoAsync(house.Server.Address + path[1..]);
            if (path.EndsWith("/live", StringComparison.Ordinal))
                await page.Locator("[role=tab]").First.WaitForAsync();
            small.AddRange((await page.EvaluateAsync<string[]>(TooSmall)).Select(thing => $"{path}: {thing}"));
        }

        await page.Context.CloseAsync();
        small.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_text_has_the_lines_of_its_own_language_on_a_page_in_another()
    {
        var page = await house.Chromium.OpenAsync(language: "lo");
        await page.GotoAsync($"{house.Server.Address}e/{house.Live.Slug}");
        (await LinesAsync(page, "h1[lang=en]")).ShouldBeLessThan(1.3, "Latin letters far apart are hard to read");
        await page.Context.CloseAsync();

        page = await house.Chromium.OpenAsync(language: "en");
        await page.GotoAsync($"{house.Server.Address}e/{house.Live.Slug}/live");
        (await LinesAsync(page, ".q-t[lang=lo]")).ShouldBeGreaterThan(1.6, "vowels stand above and below Lao letters");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Files_to_take_home_leave_the_talk_in_the_wide_column()
    {
        var page = await house.Chromium.OpenAsync();
        await page.GotoAsync($"{house.Server.Address}e/{house.Live.Slug}");
        var about = await page.Locator("section[aria-labelledby=about]").BoundingBoxAsync();
        var files = await page.Locator("section[aria-labelledby=files]").BoundingBoxAsync();
        var how = await page.Locator("aside").BoundingBoxAsync();

        about!.Width.ShouldBeGreaterThan(how!.Width);
        files!.X.ShouldBe(about.X);
        how.Y.ShouldBe(about.Y, "both columns begin at the top");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_paused_room_says_so_where_one_would_ask()
    {
        var page = await RoomAsync(phone: true);
        await house.Desk.DoAsync("FreezeRoom", Patience);

        await page.Locator(".bar .ask-note").WaitForAsync();
        (await page.Locator("#ask, .ask-call").CountAsync()).ShouldBe(0, "nothing is offered that would be refused");
        (await page.Locator(".banners .banner .i").BoundingBoxAsync())!.X.ShouldBeGreaterThanOrEqualTo(8, "the line has its style");

        await house.Desk.DoAsync("ThawRoom", Patience);
        await page.Locator("#ask").WaitForAsync();
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task The_box_grows_with_the_question_and_shrinks_when_it_is_gone()
    {
        var page = await RoomAsync(phone: true);
        var box = page.Locator("#ask");
        var empty = (await box.BoundingBoxAsync())!.Height;

        await box.FillAsync(string.Join(' ', Enumerable.Repeat("How long is the licence good for?", 3)));
        (await box.EvaluateAsync<int>("box => box.scrollHeight - box.clientHeight")).ShouldBe(0, "all of it is seen");
        await box.FillAsync("");

        (await box.BoundingBoxAsync())!.Height.ShouldBe(empty);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Without_script_the_page_brings_the_latest_answers_and_the_way_to_all()
    {
        for (var i = 0; i < 5; i++)
        {
            var question = await house.AskAsync($"Where is counter {i}?", "en", Patience);
            await house.Desk.DoAsync("ApproveQuestion", Patience, question);
            await house.Desk.DoAsync("AnswerInWriting", Patience, question, "On the ground floor.");
        }

        var page = await house.Chromium.OpenAsync(script: false);
        await page.GotoAsync($"{house.Server.Address}e/{house.Live.Slug}/live");
        (await page.Locator(".q-done").CountAsync()).ShouldBe(3);
        (await page.Locator("#deck audio").BoundingBoxAsync())!.Width.ShouldBeGreaterThan(200, "the browser's own player is there");

        await page.Locator("a[href='?all=true#questions']").ClickAsync();
        await page.WaitForURLAsync("**all=true**");
        (await page.Locator(".q-done").CountAsync()).ShouldBeGreaterThanOrEqualTo(5);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Words_are_found_in_a_replay()
    {
        await house.PublishedAsync();
        var page = await house.Chromium.OpenAsync();
        await page.GotoAsync($"{house.Server.Address}e/{house.Past.Slug}");
        var question = page.Locator(".mark:not(.mark-chapter)", new PageLocatorOptions { HasText = "May I charge interest?" });

        await page.Locator("#find").FillAsync("INTEREST");
        await question.WaitForAsync();
        await page.Locator("#find").FillAsync("a word that nobody said");
        await question.WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Hidden });
        (await page.Locator("#found").InnerTextAsync()).ShouldContain("0");
        await page.Context.CloseAsync();
    }

    [Theory]
    [InlineData("en")]
    [InlineData("lo")]
    public async Task The_chat_and_the_microphone_are_free_of_faults(string language)
    {
        var faults = new List<string>();
        foreach (var phone in new[] { true, false })
        {
            foreach (var dark in new[] { true, false })
            {
                var page = await house.Chromium.OpenAsync(phone, language, dark);
                await page.GotoAsync($"{house.Server.Address}e/{house.Live.Slug}/live");
                await page.Locator("#tab-chat").ClickAsync();
                await page.Locator(".chat-say input").FillAsync("ສະບາຍດີ");
                await page.Locator(".chat-say button").ClickAsync();
                await page.Locator(".chat-held").First.WaitForAsync();
                (await page.Locator("#ask").CountAsync()).ShouldBe(0, "one box at a time");
                faults.AddRange(await Axe.FindsAsync(page));

                await page.Context.AddCookiesAsync([new Cookie { Name = "talks", Value = house.Server.HostToken, Url = house.Server.Address.ToString() }]);
                await page.GotoAsync($"{house.Server.Address}studio/{house.Live.Slug}/mic");
                await page.Locator("main").WaitForAsync();
                faults.AddRange((await Axe.FindsAsync(page)).Select(fault => $"microphone: {fault}"));
                await page.Context.CloseAsync();
            }
        }

        faults.ShouldBeEmpty();
    }

    public void Dispose() => _patience.Dispose();

    private async Task<IPage> RoomAsync(bool phone)
    {
        var page = await house.Chromium.OpenAsync(phone);
        await page.GotoAsync($"{house.Server.Address}e/{house.Live.Slug}/live");
        await page.Locator("[role=tab]").First.WaitForAsync();
        return page;
    }

    /// <summary>A text's line height, in font sizes.</summary>
    private static Task<double> LinesAsync(IPage page, string selector) => page.Locator(selector).First.EvaluateAsync<double>(
        "text => parseFloat(getComputedStyle(text).lineHeight) / parseFloat(getComputedStyle(text).fontSize)");
}
