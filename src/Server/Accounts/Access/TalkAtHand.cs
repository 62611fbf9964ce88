using System.Collections.Concurrent;
using Microsoft.AspNetCore.SignalR;
using TalksPlatform.Contracts;

namespace TalksPlatform.Server.Accounts.Access;

/// <summary>
/// What a request or a hub call is about: a talk by the route's talkId, episodeId or slug or the call's first argument, or a
/// series by the route's seriesId. Any thread.
/// </summary>
internal sealed class TalkAtHand(IEpisodeReader episodes)
{
    private const int MostKnown = 10_000;

    private readonly ConcurrentDictionary<TalkId, SeriesId> _series = new(); // an episode never changes its series

    /// <summary>The answer.</summary>
    public abstract record Answer;

    /// <summary>Nothing names a talk.</summary>
    public sealed record None : Answer;

    /// <summary>This talk.</summary>
    public sealed record One(TalkId Id) : Answer;

    /// <summary>This series, and no talk of it.</summary>
    public sealed record All(SeriesId Series) : Answer;

    /// <summary>A talk is named, and there is no such talk.</summary>
    public sealed record Unknown : Answer;

    public async ValueTask<Answer> FindAsync(object? resource) => resource switch
    {
        HubInvocationContext call => Of(call.HubMethodArguments is [var first, ..] ? first : null),
        HttpContext http when http.GetRouteValue("talkId") is { } talk => Of(talk),
        HttpContext http when http.GetRouteValue("episodeId") is { } episode => Of(episode),
        HttpContext http when http.GetRouteValue("seriesId") is string series => SeriesId.TryParse(series, out var id) ? new All(id) : new Unknown(),
        HttpContext http when http.GetRouteValue("slug") is string slug =>
            await episodes.FindBySlugAsync(slug, http.RequestAborted) is { } card ? new One(card.TalkId) : new Unknown(),
        _ => new None(),
    };

    /// <summary>The series of this talk, or null when there is no such talk.</summary>
    public async ValueTask<SeriesId?> SeriesOfAsync(TalkId talk, CancellationToken ct)
    {
        if (_series.TryGetValue(talk, out var known))
            return known;
        if (await episodes.FindAsync(talk.Episode, ct) is not { } episode)
            return null;
        if (_series.Count >= MostKnown)
            _series.Clear();
        return _series[talk] = episode.Series.Id;
    }

    private static Answer Of(object? value) => value switch
    {
        TalkId talk => new One(talk),
        EpisodeId episode => new One(TalkId.Of(episode)),
        string text when TalkId.TryParse(text, out var talk) => new One(talk),
        _ => new Unknown(),
    };
}
