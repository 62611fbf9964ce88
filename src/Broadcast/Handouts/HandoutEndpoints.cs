using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;
using TalksPlatform.Broadcast.Audience;
using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Handouts;

/// <summary>Handouts over HTTP: giving one out, taking it back, taking it home.</summary>
internal static class HandoutEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var handouts = endpoints.MapGroup("/api/talks/{talkId}/handouts")
            .AddEndpointFilter<SameOriginFilter>()
            .DisableAntiforgery(); // the cookie is SameSite=Lax, and the filter compares origins
        handouts.MapGet("", ReadAsync).AllowAnonymous().WithName("ReadHandouts");
        handouts.MapPost("", SendAsync).RequireAuthorization(Policies.Produce).WithName("SendHandout")
            .WithMetadata(new RequestSizeLimitAttribute(HandoutDoor.LongestRequest));
        handouts.MapPost("/{handoutId}/remove", RemoveAsync).RequireAuthorization(Policies.Produce).WithName("RemoveHandout");
        endpoints.MapMethods("/handouts/{talkId}/{file}", [HttpMethods.Get, HttpMethods.Head], ServeAsync)
            .AllowAnonymous()
            .WithName("Handout")
            .ExcludeFromDescription();
    }

    private static async Task<IResult> ReadAsync(TalkId talkId, IStageReader stage, CancellationToken ct) =>
        TypedResults.Json(await stage.HandoutsAsync(talkId, ct), BroadcastJson.Options);

    private static async Task<IResult> SendAsync(
        TalkId talkId, HttpRequest request, HandoutDoor door, TalkDirectory talks, ClaimsPrincipal user, CancellationToken ct)
    {
        var talk = await talks.FindAsync(talkId, ct);
        return await FormAnswer.ToPlanAsync(request, talk, "handouts", () => door.TakeAsync(talk, talk.State.ActorOf(user), request, ct));
    }

    private static async Task<IResult> RemoveAsync(
        TalkId talkId, HandoutId handoutId, HttpRequest request, HandoutDoor door, TalkDirectory talks, ClaimsPrincipal user, CancellationToken ct)
    {
        var talk = await talks.FindAsync(talkId, ct);
        return await FormAnswer.ToPlanAsync(request, talk, "handouts", async () =>
        {
            var accepted = await talk.AskAsync(new RemoveHandout(handoutId), talk.State.ActorOf(user), CommandId.New(), ct);
            File.Delete(door.PathOf(talkId, handoutId));
            return accepted;
        });
    }

    /// <summary>Always as a download: it is somebody else's file, and never a page of ours.</summary>
    private static async Task<IResult> ServeAsync(
        string talkId, string file, HttpResponse response, HandoutDoor door, TalkDirectory talks, CancellationToken ct)
    {
        if (!TalkId.TryParse(talkId, out var id) || !HandoutId.TryParse(Path.GetFileNameWithoutExtension(file), out var wanted)
            || await talks.TryFindAsync(id, ct) is not { State: var talk }
            || talk.Handouts.Find(handout => handout.Id == wanted) is not { } handout
            || file != $"{wanted}.{handout.Type}" || HandoutKind.OfEnding(handout.Type) is not { } kind
            || door.PathOf(id, wanted) is var path && !File.Exists(path))
            return TypedResults.NotFound();

        response.Headers.CacheControl = "public, max-age=3600"; // it may be taken back
        response.Headers.XContentTypeOptions = "nosniff";
        return TypedResults.PhysicalFile(
            path, kind.MimeType, $"{handout.Title}.{kind.Ending}", entityTag: new EntityTagHeaderValue($"\"{wanted}\""), enableRangeProcessing: true);
    }
}
