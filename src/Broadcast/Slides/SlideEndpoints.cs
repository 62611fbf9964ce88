using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;
using TalksPlatform.Broadcast.Audience;
using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation.Faults;

namespace TalksPlatform.Broadcast.Slides;

/// <summary>Slides over HTTP: sending them, seeing how far they are, taking them away, and their pictures.</summary>
internal static class SlideEndpoints
{
    private const string WebP = "image/webp";

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var slides = endpoints.MapGroup("/api/talks/{talkId}/slides")
            .DisableAntiforgery(); // the cookie is SameSite=Lax, and the server refuses what another site sends
        slides.MapGet("", ReadAsync).RequireAuthorization(Policies.Prepare).WithName("ReadSlides");
        slides.MapPost("", SendAsync).RequireAuthorization(Policies.Prepare).WithName("SendSlides")
            .WithMetadata(new RequestSizeLimitAttribute(SlideDoor.Form.LongestRequest));
        slides.MapPost("/{deckId}/remove", RemoveAsync).RequireAuthorization(Policies.Produce).WithName("RemoveSlides");
        endpoints.MapMethods("/slides/{talkId}/{file}", [HttpMethods.Get, HttpMethods.Head], ServeAsync)
            .AllowAnonymous()
            .WithName("SlidePicture")
            .ExcludeFromDescription();
    }

    private static async Task<IResult> ReadAsync(TalkId talkId, IStageReader stage, CancellationToken ct) =>
        await stage.PreparedAsync(talkId, ct) is { } prepared
            ? TypedResults.Json(prepared.Decks, BroadcastJson.Options)
            : throw TalkFaults.Unknown.AsException();

    private static Task<IResult> SendAsync(TalkId talkId, HttpContext http, SlideDoor door, TalkDirectory talks, CancellationToken ct) =>
        FormAnswer.ToPlanAsync(http, talks, talkId, "slides", (talk, _) => door.TakeAsync(talk, http.Request, ct));

    private static Task<IResult> RemoveAsync(
        TalkId talkId, DeckId deckId, HttpContext http, SlideDoor door, TalkDirectory talks, CancellationToken ct) =>
        FormAnswer.ToPlanAsync(http, talks, talkId, "slides", (talk, actor) => door.RemoveAsync(talk, deckId, actor, ct));

    /// <summary>A picture: for everybody once its slide was shown, before that for those who prepare the talk.</summary>
    private static async Task<IResult> ServeAsync(
        string talkId, string file, HttpContext http, SlideStore store, TalkDirectory talks, CancellationToken ct)
    {
        if (!TalkId.TryParse(talkId, out var id) || await talks.TryFindAsync(id, ct) is not { State: var talk })
            return TypedResults.NotFound();

        var isShown = talk.Slides.ShownFiles.Contains(file);
        if ((!isShown && !(Prepares(http.User, talk) && talk.Slides.Has(file))) || store.PathOf(id, file) is var path && !File.Exists(path))
            return TypedResults.NotFound();

        http.Response.Headers.CacheControl = isShown ? "public, max-age=31536000, immutable" : "private, max-age=3600";
        return TypedResults.PhysicalFile(path, WebP, entityTag: new EntityTagHeaderValue($"\"{Path.GetFileNameWithoutExtension(file)}\""));
    }

    private static bool Prepares(ClaimsPrincipal user, TalkState talk) =>
        user.Identity is { IsAuthenticated: true } && talk.ActorOf(user).Role >= Role.Speaker;
}
