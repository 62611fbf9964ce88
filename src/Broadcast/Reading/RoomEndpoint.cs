using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;
using TalksPlatform.Broadcast.Hubs;
using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Reading;

/// <summary>
/// The room as a document: what a page without the hub polls. Strangers share one that any cache may hold for two
/// seconds; whoever is known gets her own.
/// </summary>
internal static class RoomEndpoint
{
    public static void Map(IEndpointRouteBuilder talks) => talks
        .MapGet("/{talkId}/room", HandleAsync)
        .AllowAnonymous()
        .WithName("ReadRoom");

    private static async Task<Results<JsonHttpResult<RoomView>, StatusCodeHttpResult>> HandleAsync(
        string talkId, ClaimsPrincipal user, HttpContext http, TalkDirectory talks, RoomDirectory rooms, CancellationToken ct)
    {
        _ = TalkId.TryParse(talkId, out var id); // what cannot be read is unknown, too
        var session = await talks.FindAsync(id, ct);
        var (talk, people) = (session.State, rooms.Of(session).Audience.Count);

        if (user.Identity is { IsAuthenticated: true })
        {
            http.Response.Headers.CacheControl = "private, no-cache";
            return TypedResults.Json(RoomViews.Room(talk, Viewer.Of(talk.ActorOf(user)), people), BroadcastJson.Options);
        }

        var tag = new EntityTagHeaderValue(string.Create(CultureInfo.InvariantCulture, $"\"{talk.Seq}-{people}\""));
        http.Response.GetTypedHeaders().ETag = tag;
        http.Response.Headers.CacheControl = "public, max-age=2";
        http.Response.Headers.Vary = "Cookie, Authorization";
        if (http.Request.GetTypedHeaders().IfNoneMatch.Any(known => known.Compare(tag, useStrongComparison: false)))
            return TypedResults.StatusCode(StatusCodes.Status304NotModified);
        return TypedResults.Json(RoomViews.Room(talk, Viewer.Stranger, people), BroadcastJson.Options);
    }
}
