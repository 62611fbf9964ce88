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
            .DisableAntiforgery(); // the cookie is SameSite=Lax, and the server refuses what another site sends
        handouts.MapGet("", ReadAsync).AllowAnonymous().WithName("ReadHandouts");
        handouts.MapPost("", SendAsync).RequireAuthorization(Policies.Produce).WithName("SendHandout")
            .WithMetadata(new RequestSizeLimitAttribute(HandoutDoor.Form.LongestRequest));
        handouts.MapPost("/{handoutId}/remove", RemoveAsync).RequireAuthorization(Policies.Produce).WithName("RemoveHandout");
        endpoints.MapMethods("/handouts/{talkId}/{file}", [HttpMethods.Get, HttpMethods.Head], ServeAsync)
            .AllowAnonymous()
            .WithName("Handout")
            .ExcludeFromDescription();
    }

    private static async Task<IResult> ReadAsync(TalkId talkId, IStageReader stage, CancellationToken ct) =>
        TypedResults.Json(await stage.HandoutsAsync(talkId, ct), BroadcastJson.Options);

    private static Task<IResult> SendAsync(TalkId talkId, HttpContext http, HandoutDoor door, TalkDirectory talks, CancellationToken ct) =>
        FormAnswer.ToPlanAsync(http, talks, talkId, "handouts", (talk, actor) => door.TakeAsync(talk, actor, http.Request, ct));

    private static Task<IResult> RemoveAsync(TalkId talkId, HandoutId handoutId, HttpContext http, HandoutDoor door, TalkDirectory talks) =>
        FormAnswer.ToPlanAsync(http, talks, talkId, "handouts", (talk, actor) => door.RemoveAsync(talk, handoutId, actor));

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
