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
            .AddEndpointFilter<SameOriginFilter>()
            .DisableAntiforgery(); // the cookie is SameSite=Lax, and the filter compares origins
        slides.MapGet("", ReadAsync).RequireAuthorization(Policies.Speak).WithName("ReadSlides");
        slides.MapPost("", SendAsync).RequireAuthorization(Policies.Speak).WithName("SendSlides")
            .WithMetadata(new RequestSizeLimitAttribute(SlideDoor.LongestRequest));
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

    private static async Task<IResult> SendAsync(
        TalkId talkId, HttpRequest request, SlideDoor door, TalkDirectory talks, CancellationToken ct) =>
        await FormAnswer.ToPlanAsync(request, await talks.FindAsync(talkId, ct), "slides", () => door.TakeAsync(talkId, request, ct));

    private static async Task<IResult> RemoveAsync(
        TalkId talkId, DeckId deckId, HttpRequest request, SlideStore store, TalkDirectory talks, ClaimsPrincipal user, CancellationToken ct)
    {
        var talk = await talks.FindAsync(talkId, ct);
        return await FormAnswer.ToPlanAsync(request, talk, "slides", async () =>
        {
            var gone = talk.State.Slides.Decks.Find(deck => deck.Id == deckId);
            var accepted = await talk.AskAsync(new RemoveSlides(deckId), talk.State.ActorOf(user), CommandId.New(), ct);
            if (store.OrderOf(talkId, deckId) is var order && Directory.Exists(order))
                Directory.Delete(order, recursive: true);
            if (gone is not null)
                await DeleteAsync(store, talk, gone, ct);
            return accepted;
        });
    }

    private static async Task DeleteAsync(SlideStore store, TalkSession talk, Deck gone, CancellationToken ct)
    {
        await store.Gate.WaitAsync(ct);
        try
        {
            store.Delete(talk.Id, gone.Slides, talk.State.Slides);
        }
        finally
        {
            store.Gate.Release();
        }
    }

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
