using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using TalksPlatform.Contracts;

namespace TalksPlatform.Scheduler.Jobs;

/// <summary>Shows administrators which jobs failed and why, and lets them try again.</summary>
internal static class LookAfterJobs
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/jobs", ListAsync).RequireAuthorization(Policies.Administer).WithName("ListJobs");
        api.MapPost("/jobs/{key}/retry", RetryAsync).RequireAuthorization(Policies.Administer).WithName("RetryJob");
    }

    private static async Task<Ok<IReadOnlyList<JobView>>> ListAsync(IJobLedger jobs, CancellationToken ct, string? state = null) =>
        TypedResults.Ok(state switch
        {
            "failed" => await jobs.FailedAsync(ct),
            "scheduled" => await jobs.WaitingAsync(ct),
            _ => [.. await jobs.FailedAsync(ct), .. await jobs.WaitingAsync(ct)],
        });

    private static async Task<Accepted> RetryAsync(string key, IJobLedger jobs, CancellationToken ct)
    {
        await jobs.RetryAsync(key, ct);
        return TypedResults.Accepted("/api/jobs");
    }
}
