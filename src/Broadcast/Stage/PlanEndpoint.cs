using System.Security.Claims;
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
        .AddEndpointFilter<SameOriginFilter>()
        .DisableAntiforgery()
        .WithName("SetPlan");

    private static async Task<IResult> HandleAsync(
        TalkId talkId, [FromForm] string? cues, [FromForm] string? people, HttpRequest request, TalkDirectory talks, ClaimsPrincipal user,
        CancellationToken ct)
    {
        var talk = await talks.FindAsync(talkId, ct);
        return await FormAnswer.ToPlanAsync(request, talk, "plan", () => talk.AskAsync(
            new SetPlan(PlanText.ReadCues(cues, talk.State.Plan.Cues), PlanText.ReadPeople(people)), talk.State.ActorOf(user), CommandId.New(), ct));
    }
}
