using Microsoft.AspNetCore.SignalR;
using TalksPlatform.Contracts;

namespace TalksPlatform.Server.Accounts.Access;

/// <summary>Which talk a request or a hub call is about: by the route's talkId, episodeId or slug, or the call's first argument.</summary>
internal sealed class TalkAtHand(IEpisodeReader episodes)
{
    /// <summary>The answer.</summary>
    public abstract record Answer;

    /// <summary>Nothing names a talk.</summary>
    public sealed record None : Answer;

    /// <summary>This talk.</summary>
    public sealed record One(TalkId Id) : Answer;

    /// <summary>A talk is named, and there is no such talk.</summary>
    public sealed record Unknown : Answer;

    public async ValueTask<Answer> FindAsync(object? resource) => resource switch
    {
        HubInvocationContext call => Of(call.HubMethodArguments is [var first, ..] ? first : null),
        HttpContext http when http.GetRouteValue("talkId") is { } talk => Of(talk),
        HttpContext http when http.GetRouteValue("episodeId") is { } episode => Of(episode),
        HttpContext http when http.GetRouteValue("slug") is string slug =>
            await episodes.FindBySlugAsync(slug, http.RequestAborted) is { } card ? new One(card.TalkId) : new Unknown(),
        _ => new None(),
    };

    private static Answer Of(object? value) => value switch
    {
        TalkId talk => new One(talk),
        EpisodeId episode => new One(TalkId.Of(episode)),
        string text when TalkId.TryParse(text, out var talk) => new One(talk),
        _ => new Unknown(),
    };
}
