using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using TalksPlatform.Broadcast.Mix;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Media.Sounds;

/// <summary>A series' shelf of sounds over HTTP.</summary>
internal static class SoundEndpoints
{
    /// <summary>What is to be another one; what is left out stays.</summary>
    public sealed record Request(string? Name, string? Kind, double? GainDb);

    /// <summary>A sound of the shelf.</summary>
    public sealed record View(SoundId Id, SoundKind Kind, string Name, double Seconds, double GainDb, bool BuiltIn);

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var sounds = endpoints.MapGroup("/api/series/{seriesId}/sounds").RequireAuthorization(Policies.Produce)
            .DisableAntiforgery(); // the cookie is SameSite=Lax, and the server refuses what another site sends
        sounds.MapGet("", ListAsync).WithName("ListSounds");
        sounds.MapPost("", AddAsync).WithName("AddSound").WithMetadata(new RequestSizeLimitAttribute(SoundShelf.Form.LongestRequest));
        sounds.MapPut("/{soundId}", ChangeAsync).WithName("ChangeSound");
        sounds.MapDelete("/{soundId}", RemoveAsync).WithName("RemoveSound");
    }

    private static async Task<JsonHttpResult<View[]>> ListAsync(SeriesId seriesId, SoundBook book, CancellationToken ct) =>
        TypedResults.Json((await book.ListAsync(seriesId, ct)).Select(ViewOf).ToArray(), BroadcastJson.Options);

    private static async Task<JsonHttpResult<View>> AddAsync(SeriesId seriesId, HttpRequest request, SoundShelf shelf, CancellationToken ct) =>
        TypedResults.Json(ViewOf(await shelf.TakeAsync(seriesId, request, ct)), BroadcastJson.Options, statusCode: StatusCodes.Status201Created);

    private static async Task<JsonHttpResult<View>> ChangeAsync(
        SeriesId seriesId, SoundId soundId, Request request, SoundShelf shelf, CancellationToken ct) =>
        TypedResults.Json(ViewOf(await shelf.ChangeAsync(seriesId, soundId, request.Name, request.Kind, request.GainDb, ct)), BroadcastJson.Options);

    private static async Task<NoContent> RemoveAsync(SeriesId seriesId, SoundId soundId, SoundShelf shelf, CancellationToken ct)
    {
        await shelf.RemoveAsync(seriesId, soundId, ct);
        return TypedResults.NoContent();
    }

    private static View ViewOf(ShelvedSound sound) =>
        new(new SoundId(sound.Id), sound.Kind, sound.Name, sound.Seconds, sound.GainDb, BuiltInSounds.Find(new SoundId(sound.Id)) is not null);
}
