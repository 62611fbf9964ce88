using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Talks;

/// <summary>
/// Brings talks to where the calendar stands. A fact only says that there is something to look at: it may come late, again or
/// after a newer one, and what it tells may be past. So the calendar is read anew, and once more after the talk was told:
/// whoever wrote last has seen that nothing newer stands there.
/// </summary>
internal sealed class CalendarCopy(IEpisodeReader calendar, TalkDirectory talks)
{
    /// <summary>Opens the green room of an episode that takes place.</summary>
    public Task OpenAsync(EpisodeId episode, CancellationToken ct) => FollowAsync(episode, card => talks.OpenAsync(card, ct), ct);

    /// <summary>Announces the talk of an episode, brings it up to date, or calls it off.</summary>
    public Task AnnounceAsync(EpisodeId episode, CancellationToken ct) => FollowAsync(episode, card => talks.AnnounceAsync(card, ct), ct);

    private async Task FollowAsync(EpisodeId id, Func<EpisodeCard, Task> tellAsync, CancellationToken ct)
    {
        TalkCard? told = null;
        while (await calendar.FindAsync(id, ct) is { } episode && TalkCard.Of(episode) is var card && card != told)
        {
            if (episode.State == EpisodeState.Cancelled)
            {
                await talks.CallOffAsync(id, ct);
                return;
            }
            await tellAsync(episode);
            told = card;
        }
    }
}
