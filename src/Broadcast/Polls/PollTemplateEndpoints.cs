using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation.Faults;

namespace TalksPlatform.Broadcast.Polls;

/// <summary>A host's own poll templates over HTTP. Nobody sees another's.</summary>
internal static class PollTemplateEndpoints
{
    public sealed record Request(string? Text, IReadOnlyList<string?>? Options, PollRules? Rules);

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var templates = endpoints.MapGroup("/api/poll-templates").RequireAuthorization(Policies.Produce);
        templates.MapGet("", ListAsync).WithName("ListPollTemplates");
        templates.MapPost("", KeepAsync).WithName("KeepPollTemplate");
        templates.MapDelete("/{templateId:guid}", ForgetAsync).WithName("ForgetPollTemplate");
    }

    private static async Task<JsonHttpResult<IReadOnlyList<PollTemplate>>> ListAsync(
        ClaimsPrincipal user, PollTemplates templates, CancellationToken ct) =>
        TypedResults.Json(await templates.OfAsync(Actor.From(user).Id, ct), BroadcastJson.Options);

    private static async Task<JsonHttpResult<PollTemplate>> KeepAsync(
        Request asked, ClaimsPrincipal user, PollTemplates templates, CancellationToken ct)
    {
        if (BallotPaper.Refuse(asked.Text, asked.Options ?? [], asked.Rules, out var paper) is { } malformed)
            throw malformed.AsException();
        return TypedResults.Json(
            await templates.KeepAsync(Actor.From(user).Id, paper, ct), BroadcastJson.Options, statusCode: StatusCodes.Status201Created);
    }

    private static async Task<NoContent> ForgetAsync(Guid templateId, ClaimsPrincipal user, PollTemplates templates, CancellationToken ct)
    {
        await templates.ForgetAsync(Actor.From(user).Id, templateId, ct);
        return TypedResults.NoContent();
    }
}
