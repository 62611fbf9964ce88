using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using TalksPlatform.Contracts;

namespace TalksPlatform.Server.Pages.Studio;

/// <summary>A host's way into her talks: on air, coming, just over; and the forms that make new ones.</summary>
/// <param name="episodes">The calendar.</param>
[Authorize(Policies.Screen)]
internal sealed class IndexModel(IEpisodeReader episodes) : PageModel
{
    private const int UpcomingShown = 30;
    private const int PastShown = 10;

    public IReadOnlyList<EpisodeCard> Upcoming { get; private set; } = [];

    public IReadOnlyList<EpisodeCard> Past { get; private set; } = [];

    public IReadOnlyList<SeriesCard> Series { get; private set; } = [];

    public bool Administers => Actor.From(User).Role >= Role.Administrator;

    public async Task OnGetAsync(CancellationToken ct)
    {
        Upcoming = await episodes.UpcomingAsync(UpcomingShown, ct);
        Past = await episodes.PastAsync(series: null, PastShown, ct);
        Series = await episodes.SeriesAsync(ct);
    }
}
