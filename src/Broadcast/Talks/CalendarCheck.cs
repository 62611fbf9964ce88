using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation;

namespace TalksPlatform.Broadcast.Talks;

/// <summary>
/// Announces, once at start, the talks of episodes to come that nobody told of: those were put on the calendar when a talk
/// began with its green room.
/// </summary>
internal sealed class CalendarCheck(IEpisodeReader calendar, TalkDirectory talks, TimeProvider time, ILogger<CalendarCheck> logger) : BackgroundService
{
    private const int MostEpisodes = 10_000;

    private static readonly TimeSpan Backoff = TimeSpan.FromSeconds(2);

    private readonly Outage _outage = new(logger, "The calendar");

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!await TryCheckAsync(stoppingToken))
            await Task.Delay(Backoff, time, stoppingToken);
        _outage.Ended();
    }

    private async Task<bool> TryCheckAsync(CancellationToken ct)
    {
        try
        {
            foreach (var episode in await calendar.UpcomingAsync(MostEpisodes, ct))
                if (episode.State is EpisodeState.Scheduled)
                    await talks.AnnounceAnewAsync(episode, ct);
            return true;
        }
        catch (Exception unreachable) when (unreachable is not OperationCanceledException || !ct.IsCancellationRequested)
        {
            _outage.Began(unreachable);
            return false;
        }
    }
}
