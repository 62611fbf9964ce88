using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Media.Sounds;

/// <summary>A series' shelf of sounds over HTTP.</summary>
internal static class SoundEndpoints
{
    private const string Wav = "audio/wav";

    /// <summary>What is to be another one; what is left out stays.</summary>
    public sealed record Request(string? Name, string? Kind, double? GainDb);

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var sounds = endpoints.MapGroup("/api/series/{seriesId}/sounds").RequireAuthorization(Policies.Produce)
            .DisableAntiforgery(); // the cookie is SameSite=Lax, and the server refuses what another site sends
        sounds.MapGet("", ListAsync).WithName("ListSounds");
        sounds.MapPost("", AddAsync).WithName("AddSound").WithMetadata(new RequestSizeLimitAttribute(SoundShelf.Form.LongestRequest));
        sounds.MapGet("/{soundId}", ListenAsync).WithName("PlayStoredSound");
        sounds.MapPut("/{soundId}", ChangeAsync).WithName("ChangeSound");
        sounds.MapDelete("/{soundId}", RemoveAsync).WithName("RemoveSound");
    }

    private static async Task<JsonHttpResult<IReadOnlyList<ShelfSound>>> ListAsync(SeriesId seriesId, SoundShelf shelf, CancellationToken ct) =>
        TypedResults.Json(await shelf.ListAsync(seriesId, ct), BroadcastJson.Options);

    private static async Task<IResult> ListenAsync(SeriesId seriesId, SoundId soundId, SoundShelf shelf, CancellationToken ct)
    {
        var (path, bytes) = await shelf.ListenAsync(seriesId, soundId, ct);
        return path is null
            ? TypedResults.File(bytes!, Wav, enableRangeProcessing: true)
            : TypedResults.PhysicalFile(path, Wav, enableRangeProcessing: true);
    }

    private static async Task<JsonHttpResult<ShelfSound>> AddAsync(SeriesId seriesId, HttpRequest request, SoundShelf shelf, CancellationToken ct)
    {
        var form = await SoundShelf.Form.ReadAsync(request, ct);
        await using var sound = form.Files.GetFile("file")?.OpenReadStream();
        var kept = await shelf.AddAsync(seriesId, sound, form.Files[0].FileName, form["kind"], form["name"], ct);
        return TypedResults.Json(kept, BroadcastJson.Options, statusCode: StatusCodes.Status201Created);
    }

    private static async Task<JsonHttpResult<ShelfSound>> ChangeAsync(
        SeriesId seriesId, SoundId soundId, Request request, SoundShelf shelf, CancellationToken ct) =>
        TypedResults.Json(await shelf.ChangeAsync(seriesId, soundId, request.Name, request.Kind, request.GainDb, ct), BroadcastJson.Options);

    private static async Task<NoContent> RemoveAsync(SeriesId seriesId, SoundId soundId, SoundShelf shelf, CancellationToken ct)
    {
        await shelf.RemoveAsync(seriesId, soundId, ct);
        return TypedResults.NoContent();
    }
}
