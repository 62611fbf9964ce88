using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Media.Programme;

/// <summary>The keys of the intercom: held by PUT each second, let go by DELETE. Whoever holds one speaks by WHIP already.</summary>
internal static class IntercomEndpoints
{
    /// <summary>How: talk, screen or listen.</summary>
    public sealed record Request(IntercomWay Way);

    /// <summary>For how many seconds it goes on without being held.</summary>
    public sealed record View(double Seconds);

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var intercom = endpoints.MapGroup("/api/talks/{talkId}/intercom/{voice}").RequireAuthorization(Policies.Screen);
        intercom.MapPut("", HoldAsync).WithName("HoldIntercom");
        intercom.MapDelete("", ReleaseAsync).WithName("ReleaseIntercom");
    }

    private static Task<IResult> HoldAsync(
        TalkId talkId, ContributionId voice, Request request, HttpContext http, StudioFloor floor, MediaHomes homes, CancellationToken ct) =>
        AskAsync(talkId, http, floor, homes, (run, who) =>
        {
            if (request.Way == IntercomWay.Talk && run.ActorOf(http.User).Role < Role.Producer)
                return TypedResults.Forbid();
            run.Programme.Intercom.Hold(who, voice, request.Way);
            return TypedResults.Ok(new View(Intercom.Lease.TotalSeconds));
        }, ct);

    private static Task<IResult> ReleaseAsync(
        TalkId talkId, ContributionId voice, HttpContext http, StudioFloor floor, MediaHomes homes, CancellationToken ct) =>
        AskAsync(talkId, http, floor, homes, (run, who) =>
        {
            run.Programme.Intercom.Release(who, voice);
            return TypedResults.NoContent();
        }, ct);

    /// <summary>Where the talk is mixed it is done, and elsewhere the way there is told, as to whoever comes by WHIP.</summary>
    private static async Task<IResult> AskAsync(
        TalkId talk, HttpContext http, StudioFloor floor, MediaHomes homes, Func<ProgrammeRun, ContributionId, IResult> answer, CancellationToken ct)
    {
        if (floor.TryFind(talk) is { } run)
            return answer(run, new ContributionId(Actor.From(http.User).Id.Value));
        return await homes.FindElsewhereAsync(talk, ct) is { } home
            ? TypedResults.Redirect(new Uri(home, http.Request.Path.Value).ToString(), permanent: false, preserveMethod: true)
            : throw StudioFloor.NotHere.AsException();
    }
}
