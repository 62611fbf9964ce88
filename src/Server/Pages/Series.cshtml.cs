using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using TalksPlatform.Contracts;

namespace TalksPlatform.Server.Pages;

/// <summary>A series: what it is, its next dates, its replays, its feed.</summary>
/// <param name="episodes">The calendar.</param>
/// <param name="replays">The archive.</param>
[AllowAnonymous]
internal sealed class SeriesModel(IEpisodeReader episodes, IReplayReader replays) : PageModel
{
    private const int UpcomingRead = 100;
    private const int PastShown = 20;

    public SeriesCard Series { get; private set; } = null!;

    public IReadOnlyList<EpisodeCard> Upcoming { get; private set; } = [];

    public IReadOnlyList<(EpisodeCard Episode, ReplayView? Replay)> Past { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(string slug, CancellationToken ct)
    {
        if (await episodes.FindSeriesAsync(slug, ct) is not { } series)
            return NotFound();

        Series = series;
        Upcoming = [.. (await episodes.UpcomingAsync(UpcomingRead, ct)).Where(episode => episode.Series.Id == series.Id)];
        var past = new List<(EpisodeCard, ReplayView?)>(PastShown);
        foreach (var episode in await episodes.PastAsync(series.Id, PastShown, ct))
            past.Add((episode, await replays.FindAsync(episode.Id, ct)));
        Past = past;
        return Page();
    }
}
