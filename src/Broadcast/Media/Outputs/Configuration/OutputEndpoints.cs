using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation.Faults;

namespace TalksPlatform.Broadcast.Media.Outputs.Configuration;

/// <summary>Lets a host say where a talk's programme goes. Passwords come in and never go out.</summary>
internal static class OutputEndpoints
{
    private const int MostOutputs = 20;

    private static readonly Fault NoAddress = new("output.address", FaultKind.Invalid,
        "A station needs a uri like sip:studio@radio.example; icecast needs a url like http://radio.example:8000 and a mount.");

    private static readonly Fault TooMany = new("output.too-many", FaultKind.Invalid, $"A talk has {MostOutputs} outputs at the most.");

    /// <summary>One output: {kind: "station", uri, codec?} or {kind: "icecast", url, mount, user?, password?}.</summary>
    public sealed record Request(
        [property: RegularExpression("station|icecast")] string Kind,
        [property: StringLength(80)] string? Name = null,
        [property: StringLength(300)] string? Uri = null,
        [property: RegularExpression("g722|pcma|pcmu|opus")] string? Codec = null,
        [property: StringLength(300)] string? Url = null,
        [property: StringLength(100)] string? Mount = null,
        [property: StringLength(100)] string? User = null,
        [property: StringLength(200)] string? Password = null);

    /// <summary>One output as it is configured.</summary>
    public sealed record View(string Kind, string Name, string Target, string? Codec, string? User, bool HasPassword);

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var outputs = endpoints.MapGroup("/api/talks/{talkId}/outputs").RequireAuthorization(Policies.Produce);
        outputs.MapGet("", GetAsync).WithName("GetOutputs");
        outputs.MapPost("", AddAsync).WithName("AddOutput");
        outputs.MapPut("", PutAsync).WithName("PutOutputs");
    }

    private static async Task<Ok<View[]>> GetAsync(TalkId talkId, OutputBook book, CancellationToken ct) =>
        TypedResults.Ok((await book.ReadAsync(talkId, ct)).Select(ViewOf).ToArray());

    private static async Task<Ok<View[]>> AddAsync(
        TalkId talkId, Request request, OutputDesk desk, OutputBook book, StudioFloor floor, CancellationToken ct)
    {
        if (!await book.AddAsync(talkId, desk.Read(request) ?? throw NoAddress.AsException(), MostOutputs, ct))
            throw TooMany.AsException();
        return await ConfiguredAsync(talkId, book, floor, ct);
    }

    private static async Task<Ok<View[]>> PutAsync(
        TalkId talkId, Request[] request, OutputDesk desk, OutputBook book, StudioFloor floor, CancellationToken ct)
    {
        if (request.Length > MostOutputs)
            throw TooMany.AsException();
        await book.ReplaceAsync(talkId, [.. request.Select(output => desk.Read(output) ?? throw NoAddress.AsException())], ct);
        return await ConfiguredAsync(talkId, book, floor, ct);
    }

    private static async Task<Ok<View[]>> ConfiguredAsync(TalkId talkId, OutputBook book, StudioFloor floor, CancellationToken ct)
    {
        if (floor.TryFind(talkId) is { } run)
            await run.Configured.ApplyAsync(ct);
        return await GetAsync(talkId, book, ct);
    }

    private static View ViewOf(OutputConfiguration output) =>
        new(output.Kind, output.Name, output.Target, output.Codec, output.UserName, output.Password is not null);
}
