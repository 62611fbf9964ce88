using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Hosts;

/// <summary>Gives a host the digits by which she can go on by telephone when her browser is gone.</summary>
internal static class DeskPinEndpoints
{
    /// <summary>The digits, told this once.</summary>
    public sealed record Made(string Pin);

    public static void Map(RouteGroupBuilder talks) =>
        talks.MapPost("/{talkId}/desk-pin", MakeAsync).RequireAuthorization(Policies.Host).WithName("MakeDeskPin");

    private static async Task<Ok<Made>> MakeAsync(
        TalkId talkId, ClaimsPrincipal user, TalkDirectory talks, DeskPins pins, HttpResponse response, CancellationToken ct)
    {
        var talk = await talks.FindAsync(talkId, ct);
        response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(new Made(await pins.MakeAsync(talkId, talk.State.ActorOf(user).Id, ct)));
    }
}
