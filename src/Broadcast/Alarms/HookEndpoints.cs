using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Alarms;

/// <summary>Lets a host say who is told of her series' alarms. Addresses and secrets come in, or go out once, and are never shown again.</summary>
internal static class HookEndpoints
{
    public sealed record Request(string? Url);

    /// <summary>A hook as its owner sees it.</summary>
    /// <param name="Id">The hook.</param>
    /// <param name="Host">Of its address; the rest may be a secret.</param>
    /// <param name="AddedAt">Since when.</param>
    /// <param name="ToldAt">When it last took a message, since the server's start; or null.</param>
    /// <param name="Fault">Why it did not take the last one, or null.</param>
    public sealed record View(Guid Id, string Host, DateTime AddedAt, DateTimeOffset? ToldAt, string? Fault);

    /// <summary>A hook that was just added.</summary>
    /// <param name="Id">The hook.</param>
    /// <param name="Host">Of its address.</param>
    /// <param name="Secret">What its messages are signed with; shown this once.</param>
    public sealed record Response(Guid Id, string Host, string Secret);

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var hooks = endpoints.MapGroup("/api/series/{seriesId}/alarm-hooks").RequireAuthorization(Policies.Host);
        hooks.MapGet("", ListAsync).WithName("ListAlarmHooks");
        hooks.MapPost("", AddAsync).WithName("AddAlarmHook");
        hooks.MapDelete("/{hookId:guid}", RemoveAsync).WithName("RemoveAlarmHook");
        hooks.MapPost("/{hookId:guid}/test", TryAsync).WithName("TryAlarmHook");
    }

    private static async Task<Ok<View[]>> ListAsync(SeriesId seriesId, HookBook book, AlarmPost post, CancellationToken ct) =>
        TypedResults.Ok((await book.ListAsync(seriesId, ct)).Select(hook => ViewOf(hook, post)).ToArray());

    private static async Task<Created<Response>> AddAsync(SeriesId seriesId, Request request, HookBook book, HookRoad road, CancellationToken ct)
    {
        var hook = await book.AddAsync(seriesId, road.Check(request.Url), ct) ?? throw HookFaults.TooMany.AsException();
        return TypedResults.Created($"/api/series/{seriesId}/alarm-hooks/{hook.Id:N}", new Response(hook.Id, HostOf(hook), book.SecretOf(hook.Id)));
    }

    private static async Task<NoContent> RemoveAsync(SeriesId seriesId, Guid hookId, HookBook book, CancellationToken ct) =>
        await book.RemoveAsync(seriesId, hookId, ct) ? TypedResults.NoContent() : throw HookFaults.Unknown.AsException();

    private static async Task<Microsoft.AspNetCore.Http.HttpResults.Accepted> TryAsync(SeriesId seriesId, Guid hookId, HookBook book, AlarmPost post, CancellationToken ct)
    {
        var hook = (await book.ListAsync(seriesId, ct)).FirstOrDefault(hook => hook.Id == hookId) ?? throw HookFaults.Unknown.AsException();
        post.Try(hook, CancellationToken.None);
        return TypedResults.Accepted((string?)null);
    }

    private static View ViewOf(AlarmHook hook, AlarmPost post) =>
        new(hook.Id, HostOf(hook), hook.AddedAt, post.StateOf(hook.Id)?.ToldAt, post.StateOf(hook.Id)?.Fault);

    private static string HostOf(AlarmHook hook) => new Uri(hook.Url).Authority;
}
