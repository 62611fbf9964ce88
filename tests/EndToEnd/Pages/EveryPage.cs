using Microsoft.Playwright;
using TalksPlatform.EndToEnd.Stage;

namespace TalksPlatform.EndToEnd.Pages;

/// <summary>All pages that there are but the live room, the desk and backstage, which have states of their own.</summary>
internal static class EveryPage
{
    /// <summary>Each page's path, and whether the host is needed to see it.</summary>
    public static (bool AsHost, string Path)[] Of(OpenHouse house) =>
    [
        (false, "/"), (false, $"/s/{house.Series.Slug}"), (false, $"/e/{house.Coming.Slug}"), (false, $"/e/{house.Live.Slug}"),
        (false, $"/e/{house.Past.Slug}"), (false, $"/e/{house.Cancelled.Slug}"), (false, house.SpeakersLink.AbsolutePath),
        (false, "/join/mistyped"), (false, "/signin/mistyped"), (false, "/nothing"), (false, "/offline"),
        (false, "/schedule"), (false, "/schedule?w=2001-1"), (false, "/search"), (false, "/search?q=a"), (false, "/search?q=zzqq"),
        (false, "/me"), (true, "/me"), (false, "/studio"), (false, $"/screen/{house.Live.Slug}"),
        (true, "/"), (true, "/studio"), (true, "/admin"),
        (false, $"/screen/{house.Live.Slug}?show=question"), (false, $"/screen/{house.Live.Slug}?show=names"),
        (true, $"/studio/{house.Live.Slug}/plan"), (true, $"/studio/{house.Live.Slug}/polls"), (true, $"/studio/series/{house.Series.Id}"),
        (true, SettingsOf(house, "outputs")), (true, SettingsOf(house, "sounds")), (true, SettingsOf(house, "prompts")),
        (true, SettingsOf(house, "phone")), (true, SettingsOf(house, "alarms")),
    ];

    /// <summary>Opens one, and the first folds of a page of settings.</summary>
    public static async Task OpenAsync(IPage page, OpenHouse house, string path)
    {
        await page.GotoAsync(house.Server.Address + path[1..]);
        if (path.StartsWith(SettingsOf(house, ""), StringComparison.Ordinal))
            await page.EvaluateAsync("() => document.querySelectorAll('main details').forEach((fold, at) => { fold.open = at < 8; })");
    }

    private static string SettingsOf(OpenHouse house, string page) => $"/studio/series/{house.Series.Id}/{page}";
}
