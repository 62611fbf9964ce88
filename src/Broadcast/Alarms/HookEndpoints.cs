using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Alarms;

/// <summary>Who is told of a series' alarms, over HTTP.</summary>
internal static class HookEndpoints
{
    public sealed record Request(string? Url);

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var hooks = endpoints.MapGroup("/api/series/{seriesId}/alarm-hooks").RequireAuthorization(Policies.Host);
        hooks.MapGet("", ListAsync).WithName("ListAlarmHooks");
        hooks.MapPost("", AddAsync).WithName("AddAlarmHook");
        hooks.MapDelete("/{hookId:guid}", RemoveAsync).WithName("RemoveAlarmHook");
        hooks.MapPost("/{hookId:guid}/test", TestAsync).WithName("TryAlarmHook");
    }

    private static async Task<Ok<IReadOnlyList<AlarmHookView>>> ListAsync(SeriesId seriesId, IAlarmHooks hooks, CancellationToken ct) =>
        TypedResults.Ok(await hooks.ListAsync(seriesId, ct));

    private static async Task<Created<NewAlarmHook>> AddAsync(SeriesId seriesId, Request request, IAlarmHooks hooks, CancellationToken ct)
    {
        var hook = await hooks.AddAsync(seriesId, request.Url, ct);
        return TypedResults.Created($"/api/series/{seriesId}/alarm-hooks/{hook.Id:N}", hook);
    }

    private static async Task<NoContent> RemoveAsync(SeriesId seriesId, Guid hookId, IAlarmHooks hooks, CancellationToken ct)
    {
        await hooks.RemoveAsync(seriesId, hookId, ct);
        return TypedResults.NoContent();
    }

    private static async Task<Accepted> TestAsync(SeriesId seriesId, Guid hookId, IAlarmHooks hooks, CancellationToken ct)
    {
        await hooks.TestAsync(seriesId, hookId, ct);
        return TypedResults.Accepted((string?)null);
    }
}
