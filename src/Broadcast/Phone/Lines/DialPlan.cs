using System.Data.Common;
using Microsoft.Extensions.Logging;
using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation.Faults;

namespace TalksPlatform.Broadcast.Phone.Lines;

/// <summary>Whom a caller has dialled: a talk by its address, or a series by its number, and then its talk of the moment.</summary>
internal sealed class DialPlan(TalkDirectory talks, IEpisodeReader episodes, PhoneLineBook lines, ILogger<DialPlan> logger)
{
    private const int EpisodesToLookAt = 50;

    /// <summary>The talk and the line that a number or an address stands for; null when it is nobody's.</summary>
    public async Task<(TalkSession Talk, PhoneLine Line)?> FindAsync(string dialled, CancellationToken ct)
    {
        TalkSession[] open = [.. talks.OpenTalks.Where(talk => talk.State.Over is null)];
        var named = Array.Find(open, talk => string.Equals(talk.State.Card?.Slug, dialled, StringComparison.OrdinalIgnoreCase));
        try
        {
            if (named is not null)
                return (named, await lines.OfAsync(named.State.Card!.Series, ct));
            if (await lines.FindAsync(dialled, ct) is { } line)
                return await OfSeriesAsync(line.Series, open, ct) is { } talk ? (talk, line) : null;
            if (await episodes.FindBySlugAsync(dialled, ct) is { } episode && await talks.TryFindAsync(episode.TalkId, ct) is { } known)
                return (known, await lines.OfAsync(episode.Series.Id, ct));
        }
        catch (Exception away) when (away is DbException or TimeoutException or FaultException)
        {
            logger.LogWarning("What was dialled could not be looked up ({Reason})", away.Message); // what is in memory must do
        }
        return (named ?? (open.Length == 1 ? open[0] : null)) is { } only ? (only, PhoneLine.Plain(only.State.Card!.Series)) : null;
    }

    /// <summary>The talk that is on, else the next one, else the last one.</summary>
    private async Task<TalkSession?> OfSeriesAsync(SeriesId series, TalkSession[] open, CancellationToken ct)
    {
        var on = open.Where(talk => talk.State.Card?.Series == series).ToList();
        if (on.Count > 0)
            return on.Find(talk => talk.State.Phase == TalkPhase.Live) ?? on[0];
        var next = (await episodes.UpcomingAsync(EpisodesToLookAt, ct)).FirstOrDefault(episode => episode.Series.Id == series);
        if (next is null && await episodes.PastAsync(series, 1, ct) is [var last, ..])
            next = last;
        return next is null ? null : await talks.TryFindAsync(next.TalkId, ct);
    }
}
