using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using TalksPlatform.Broadcast.Audience;
using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Stage;

/// <summary>Writes the rundown and the speakers' names anew, before the talk or during it.</summary>
internal static class PlanEndpoint
{
    public static void Map(IEndpointRouteBuilder endpoints) => endpoints
        .MapPost("/api/talks/{talkId}/plan", HandleAsync)
        .RequireAuthorization(Policies.Produce)
        .DisableAntiforgery()
        .WithName("SetPlan");

    private static Task<IResult> HandleAsync(
        TalkId talkId, [FromForm] string? cues, [FromForm] string? people, HttpContext http, TalkDirectory talks, CancellationToken ct) =>
        FormAnswer.ToPlanAsync(http, talks, talkId, "plan", (talk, actor) => talk.AskAsync(
            PlanText.Read(cues, people, talk.State.Plan), actor, CommandId.New(), ct));
}
