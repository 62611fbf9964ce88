using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using TalksPlatform.Contracts;
using TalksPlatform.Server.Http;

namespace TalksPlatform.Server.Pages;

/// <summary>
/// What a phone without a network shows: where the talks are heard without data, whom to call, and the schedule as it was
/// when the phone saw it last. The service worker (wwwroot/sw.js) keeps it.
/// </summary>
/// <param name="episodes">The calendar.</param>
/// <param name="site">This installation.</param>
/// <param name="time">The clock that dates the schedule.</param>
[AllowAnonymous]
internal sealed class OfflineModel(IEpisodeReader episodes, SiteOptions site, TimeProvider time) : PageModel
{
    private const int Most = 12;

    public IReadOnlyList<EpisodeCard> Coming { get; private set; } = [];

    public IEnumerable<string> Frequencies { get; private set; } = [];

    public IEnumerable<string> Phones { get; private set; } = [];

    /// <summary>When this schedule was true.</summary>
    public DateTimeOffset Seen { get; } = time.GetUtcNow();

    public string Zone => Coming is [var first, ..] ? first.Series.Zone : "UTC";

    public async Task OnGetAsync(CancellationToken ct)
    {
        Coming = await episodes.UpcomingAsync(Most, ct);
        Frequencies = Coming.Select(episode => episode.Series.Frequency).Append(site.Frequency).OfType<string>().Distinct(StringComparer.Ordinal);
        Phones = Coming.Select(episode => episode.Series.Phone).Append(site.Phone).OfType<string>().Distinct(StringComparer.Ordinal);
    }
}
