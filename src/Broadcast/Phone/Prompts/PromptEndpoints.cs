using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using TalksPlatform.Broadcast.Phone.Lines;
using TalksPlatform.Broadcast.Uploads;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Phone.Prompts;

/// <summary>What callers of a series are told, over HTTP.</summary>
internal static class PromptEndpoints
{
    private static readonly UploadForm Form =
        new(PromptDesk.MostBytes, 1, PhoneFaults.PromptMissing, PhoneFaults.PromptTooLong, PhoneFaults.PromptTooLong);

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var prompts = endpoints.MapGroup("/api/series/{seriesId}/prompts").RequireAuthorization(Policies.Produce)
            .DisableAntiforgery(); // the cookie is SameSite=Lax, and the server refuses what another site sends
        prompts.MapGet("", List).WithName("ListPrompts");
        prompts.MapGet("/{language}/{name}", PlayAsync).WithName("PlayPrompt");
        prompts.MapPost("/{language}/{name}", SendAsync).WithName("SendPrompt").WithMetadata(new RequestSizeLimitAttribute(Form.LongestRequest));
        prompts.MapPost("/{language}/{name}/remove", Remove).WithName("RemovePrompt");
    }

    private static Ok<IReadOnlyList<PromptLanguage>> List(SeriesId seriesId, PromptDesk desk) => TypedResults.Ok(desk.List(seriesId));

    private static async Task<FileContentHttpResult> PlayAsync(SeriesId seriesId, string language, string name, PromptDesk desk) =>
        TypedResults.File(await desk.ListenAsync(seriesId, language, name), "audio/wav");

    private static async Task<NoContent> SendAsync(
        SeriesId seriesId, string language, string name, HttpRequest request, PromptDesk desk, CancellationToken ct)
    {
        var form = await Form.ReadAsync(request, ct);
        await using var file = form.Files[0].OpenReadStream();
        await desk.RecordAsync(seriesId, language, name, file, ct);
        return TypedResults.NoContent();
    }

    private static NoContent Remove(SeriesId seriesId, string language, string name, PromptDesk desk)
    {
        desk.Remove(seriesId, language, name);
        return TypedResults.NoContent();
    }
}
