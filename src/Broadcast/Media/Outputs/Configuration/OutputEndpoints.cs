using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using TalksPlatform.Broadcast.Media.Outputs.StudioLink;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation.Faults;

namespace TalksPlatform.Broadcast.Media.Outputs.Configuration;

/// <summary>Lets a host say where a talk's programme goes. Passwords and stream keys come in and never go out.</summary>
internal static class OutputEndpoints
{
    private const int MostOutputs = 20;

    private static readonly Fault NoAddress = new("output.address", FaultKind.Invalid,
        "A station needs a uri like sip:studio@radio.example; icecast needs a url like http://radio.example:8000 and a mount; " +
        "rtmp needs a url like rtmps://live.example/app and a key.");

    private static readonly Fault TooMany = new("output.too-many", FaultKind.Invalid, $"A talk has {MostOutputs} outputs at the most.");

    private static readonly Fault Unknown = new("output.unknown", FaultKind.NotFound, "This talk has no such output.");

    private static readonly Fault OnAir = new("output.on-air", FaultKind.Conflict, "A line is tested before the talk is on air.");

    private static readonly Fault NoLine = new("output.no-line", FaultKind.Conflict, "The station's line is not up.");

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var outputs = endpoints.MapGroup("/api/talks/{talkId}/outputs").RequireAuthorization(Policies.Produce);
        outputs.MapGet("", GetAsync).WithName("GetOutputs");
        outputs.MapPost("", AddAsync).WithName("AddOutput");
        outputs.MapPut("", PutAsync).WithName("PutOutputs");
        outputs.MapPut("/{outputId:guid}", EditAsync).WithName("EditOutput");
        outputs.MapDelete("/{outputId:guid}", RemoveAsync).WithName("RemoveOutput");
        outputs.MapPost("/{outputId:guid}/test", Test).WithName("TestOutput");
    }

    private static async Task<Ok<OutputSettings[]>> GetAsync(TalkId talkId, OutputBook book, CancellationToken ct) =>
        TypedResults.Ok((await book.ReadAsync(talkId, ct)).Select(OutputSettings.Of).ToArray());

    private static async Task<Ok<OutputSettings[]>> AddAsync(
        TalkId talkId, OutputRequest request, OutputDesk desk, OutputBook book, StudioFloor floor, CancellationToken ct)
    {
        if (!await book.AddAsync(talkId, desk.Read(request) ?? throw NoAddress.AsException(), MostOutputs, ct))
            throw TooMany.AsException();
        return await ConfiguredAsync(talkId, book, floor, ct);
    }

    private static async Task<Ok<OutputSettings[]>> PutAsync(
        TalkId talkId, OutputRequest[] request, OutputDesk desk, OutputBook book, StudioFloor floor, CancellationToken ct)
    {
        if (request.Length > MostOutputs)
            throw TooMany.AsException();
        await book.ReplaceAsync(talkId, [.. request.Select(output => desk.Read(output) ?? throw NoAddress.AsException())], ct);
        return await ConfiguredAsync(talkId, book, floor, ct);
    }

    /// <summary>Another form of one output; a password or key that is not given stays as it was.</summary>
    private static async Task<Ok<OutputSettings[]>> EditAsync(
        TalkId talkId, Guid outputId, OutputRequest request, OutputDesk desk, OutputBook book, StudioFloor floor, CancellationToken ct)
    {
        if (!await book.ChangeAsync(talkId, Edit, ct))
            throw Unknown.AsException();
        return await ConfiguredAsync(talkId, book, floor, ct);

        IReadOnlyList<OutputConfiguration>? Edit(IReadOnlyList<OutputConfiguration> before)
        {
            if (before.FirstOrDefault(output => output.Id == outputId) is not { } edited)
                return null;
            var secret = request.Key ?? request.Password ?? edited.Password;
            var after = desk.Read(request with { Password = secret, Key = secret }) ?? throw NoAddress.AsException();
            return [.. before.Where(output => output.Id == outputId || !after.IsSame(output))
                .Select(output => output.Id == outputId ? after with { Id = outputId } : output)];
        }
    }

    private static async Task<Ok<OutputSettings[]>> RemoveAsync(
        TalkId talkId, Guid outputId, OutputBook book, StudioFloor floor, CancellationToken ct)
    {
        if (!await book.ChangeAsync(talkId, before => before.Any(output => output.Id == outputId) ? [.. before.Where(output => output.Id != outputId)] : null, ct))
            throw Unknown.AsException();
        return await ConfiguredAsync(talkId, book, floor, ct);
    }

    /// <summary>A tone down a station's line, for the engineer at its other end.</summary>
    private static Accepted Test(TalkId talkId, Guid outputId, StudioFloor floor)
    {
        var run = floor.TryFind(talkId) ?? throw StudioFloor.NotHere.AsException();
        var line = run.Rack.Outputs.OfType<StudioLinkOutput>().FirstOrDefault(line => line.Configuration.Id == outputId)
            ?? throw Unknown.AsException();
        if (run.Programme.IsLive)
            throw OnAir.AsException();
        return line.TryTest() ? TypedResults.Accepted((string?)null) : throw NoLine.AsException();
    }

    private static async Task<Ok<OutputSettings[]>> ConfiguredAsync(TalkId talkId, OutputBook book, StudioFloor floor, CancellationToken ct)
    {
        if (floor.TryFind(talkId) is { } run)
            await run.Configured.ApplyAsync(ct);
        return await GetAsync(talkId, book, ct);
    }
}
