using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Media.Outputs.Configuration;

/// <summary>Where a talk's programme goes, over HTTP. Every change answers with the whole list.</summary>
internal static class OutputEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var outputs = endpoints.MapGroup("/api/talks/{talkId}/outputs").RequireAuthorization(Policies.Produce);
        outputs.MapGet("", GetAsync).WithName("GetOutputs");
        outputs.MapGet("/missed", MissedAsync).WithName("GetMissedOutputs");
        outputs.MapPost("", AddAsync).WithName("AddOutput");
        outputs.MapPut("", PutAsync).WithName("PutOutputs");
        outputs.MapPost("/probe", Probe).WithName("ProbeOutputs");
        outputs.MapPut("/{outputId:guid}", EditAsync).WithName("EditOutput");
        outputs.MapDelete("/{outputId:guid}", RemoveAsync).WithName("RemoveOutput");
        outputs.MapPost("/{outputId:guid}/test", Test).WithName("TestOutput");
    }

    private static async Task<Ok<IReadOnlyList<OutputSettings>>> GetAsync(TalkId talkId, TalkOutputs outputs, CancellationToken ct) =>
        TypedResults.Ok(await outputs.ListAsync(talkId, ct));

    private static async Task<Ok<IReadOnlyList<string>>> MissedAsync(TalkId talkId, TalkOutputs outputs, CancellationToken ct) =>
        TypedResults.Ok(await outputs.MissedAsync(talkId, ct));

    private static async Task<Ok<IReadOnlyList<OutputSettings>>> AddAsync(TalkId talkId, OutputRequest request, TalkOutputs outputs, CancellationToken ct)
    {
        await outputs.AddAsync(talkId, request, ct);
        return await GetAsync(talkId, outputs, ct);
    }

    private static async Task<Ok<IReadOnlyList<OutputSettings>>> PutAsync(TalkId talkId, OutputRequest[] request, TalkOutputs outputs, CancellationToken ct)
    {
        await outputs.PutAsync(talkId, request, ct);
        return await GetAsync(talkId, outputs, ct);
    }

    private static async Task<Ok<IReadOnlyList<OutputSettings>>> EditAsync(
        TalkId talkId, Guid outputId, OutputRequest request, TalkOutputs outputs, CancellationToken ct)
    {
        await outputs.EditAsync(talkId, outputId, request, ct);
        return await GetAsync(talkId, outputs, ct);
    }

    private static async Task<Ok<IReadOnlyList<OutputSettings>>> RemoveAsync(TalkId talkId, Guid outputId, TalkOutputs outputs, CancellationToken ct)
    {
        await outputs.RemoveAsync(talkId, outputId, ct);
        return await GetAsync(talkId, outputs, ct);
    }

    private static Accepted Probe(TalkId talkId, TalkOutputs outputs)
    {
        outputs.Probe(talkId);
        return TypedResults.Accepted((string?)null);
    }

    private static Accepted Test(TalkId talkId, Guid outputId, TalkOutputs outputs)
    {
        outputs.Test(talkId, outputId);
        return TypedResults.Accepted((string?)null);
    }
}
