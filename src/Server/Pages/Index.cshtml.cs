using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using TalksPlatform.Contracts;

namespace TalksPlatform.Server.Pages;

/// <summary>The front page: on air now, next, the days after, the latest replays, the series.</summary>
/// <param name="episodes">The calendar.</param>
/// <param name="replays">The archive.</param>
/// <param name="time">The clock that counts down to the next talk.</param>
[AllowAnonymous]
internal sealed class IndexModel(IEpisodeReader episodes, IReplayReader replays, TimeProvider time) : PageModel
{
    private const int UpcomingShown = 12;
    private const int ReplaysShown = 6;

    public IReadOnlyList<EpisodeCard> OnAir { get; private set; } = [];

    public EpisodeCard? Next { get; private set; }

    public IReadOnlyList<EpisodeCard> Later { get; private set; } = [];

    public IReadOnlyList<(EpisodeCard Episode, ReplayView Replay)> Replays { get; private set; } = [];

    public IReadOnlyList<SeriesCard> Series { get; private set; } = [];

    public TimeSpan UntilNext => Next is null ? TimeSpan.Zero : Next.StartsAt - time.GetUtcNow();

    public async Task OnGetAsync(CancellationToken ct)
    {
        var upcoming = await episodes.UpcomingAsync(UpcomingShown, ct);
        OnAir = [.. upcoming.Where(episode => episode.State == EpisodeState.Live)];
        var waiting = upcoming.Where(episode => episode.State is EpisodeState.Scheduled or EpisodeState.Open).ToList();
        Next = waiting.FirstOrDefault();
        Later = [.. waiting.Skip(1)];
        Series = await episodes.SeriesAsync(ct);

        var latest = await replays.LatestAsync(ReplaysShown, ct);
        var found = new List<(EpisodeCard, ReplayView)>(latest.Count);
        foreach (var replay in latest)
        {
            if (await episodes.FindAsync(replay.EpisodeId, ct) is { } episode)
                found.Add((episode, replay));
        }

        Replays = found;
    }
}
