using Microsoft.Playwright;
using TalksPlatform.EndToEnd.Browser;
using TalksPlatform.EndToEnd.Stage;

namespace TalksPlatform.EndToEnd.Pages;

/// <summary>A producer sends slides and goes on writing while they are drawn.</summary>
[Collection(HouseNextDoor.Name)]
public sealed class SlidesTests(OpenHouse house)
{
    private const int Pages = 40;
    private const string Begun = "0 Welcome\n5 Three papers";

    [Fact]
    public async Task While_slides_are_drawn_their_list_follows_and_what_is_being_written_stays()
    {
        var plan = await house.Chromium.OpenAsync();
        await plan.Context.AddCookiesAsync([new Cookie { Name = "talks", Value = house.Server.HostToken, Url = house.Server.Address.ToString() }]);
        await plan.GotoAsync($"{house.Server.Address}studio/{house.Coming.Slug}/plan");
        await plan.Locator("#slides-file").SetInputFilesAsync(
            new FilePayload { Name = "papers.pdf", MimeType = "application/pdf", Buffer = await PrintAsync() });
        await plan.GetByRole(AriaRole.Button, new() { Name = "Add slides" }).ClickAsync();
        await plan.Locator("[data-decks=drawing]").WaitForAsync();

        await plan.Locator("#cues").FillAsync(Begun);

        await plan.Locator("[data-decks=ready]").GetByText($"{Pages} slides").WaitForAsync();
        (await plan.Locator("#cues").InputValueAsync()).ShouldBe(Begun);
    }

    /// <summary>A PDF of large words, as the browser prints it.</summary>
    private async Task<byte[]> PrintAsync()
    {
        var paper = await house.Chromium.OpenAsync();
        await paper.SetContentAsync(string.Concat(
            Enumerable.Range(1, Pages).Select(number => $"<h1 style='break-after: page'>Paper {number} of the licence</h1>")));
        return await paper.PdfAsync();
    }
}
