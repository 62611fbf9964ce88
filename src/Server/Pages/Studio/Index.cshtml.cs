using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using TalksPlatform.Contracts;

namespace TalksPlatform.Server.Pages.Studio;

/// <summary>The team's way into its talks: on air, coming, just over; and the forms that make new ones.</summary>
/// <param name="episodes">The calendar.</param>
[Authorize(Policies.Screen)]
internal sealed class IndexModel(IEpisodeReader episodes) : PageModel
{
    private const int UpcomingShown = 100;
    private const int PastShown = 30;

    public IReadOnlyList<EpisodeCard> Upcoming { get; private set; } = [];

    public IReadOnlyList<EpisodeCard> Past { get; private set; } = [];

    public IReadOnlyList<SeriesCard> Series { get; private set; } = [];

    /// <summary>Those whose sound is hers to set.</summary>
    public IReadOnlyList<SeriesCard> Produced { get; private set; } = [];

    public bool Administers => Actor.From(User).Role >= Role.Administrator;

    /// <summary>A host of any series may found another.</summary>
    public bool Hosts => Actor.From(User).Role >= Role.Host;

    public async Task OnGetAsync(CancellationToken ct)
    {
        Upcoming = Mine(await episodes.UpcomingAsync(UpcomingShown, ct));
        Past = Mine(await episodes.PastAsync(series: null, PastShown, ct));
        Produced = [.. (await episodes.SeriesAsync(ct)).Where(series => RoleIn(series) >= Role.Producer)];
        Series = [.. Produced.Where(series => RoleIn(series) >= Role.Host)];
    }

    private IReadOnlyList<EpisodeCard> Mine(IReadOnlyList<EpisodeCard> all) => [.. all.Where(episode => RoleIn(episode.Series) >= Role.Screener)];

    private Role RoleIn(SeriesCard series) => Administers ? Role.Administrator : Actor.RoleIn(series.Id, User);
}
