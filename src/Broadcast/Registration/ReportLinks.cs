using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Dapper;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Registration;

/// <summary>
/// A host's link to the reports of her series, for a donor's officer: whoever has it reads them as a table, always the newest,
/// and can do nothing else. A series has one; a new one ends the one before.
/// </summary>
internal static class ReportLinks
{
    private const int SecretBytes = 32;

    /// <param name="Link">To be passed on.</param>
    public sealed record Response(string Link);

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var links = endpoints.MapGroup("/api/series/{seriesId}/report-link").RequireAuthorization(Policies.Host);
        links.MapPut("", MakeAsync).WithName("MakeReportLink");
        links.MapDelete("", TakeBackAsync).WithName("TakeBackReportLink");
        endpoints.MapGet("/reports/{secret}", ReadAsync).AllowAnonymous().WithName("ReadReports").ExcludeFromDescription();
    }

    private static async Task<Ok<Response>> MakeAsync(
        SeriesId seriesId, HttpRequest request, [FromServices] BroadcastOptions options, BroadcastDb db, TimeProvider time, CancellationToken ct)
    {
        var secret = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes));
        await using var connection = await db.OpenAsync(ct);
        await connection.ExecuteAsync(new CommandDefinition(
            """
            INSERT INTO report_link (series_id, hash, made_at) VALUES (@Series, @Hash, @Now)
            ON CONFLICT (series_id) DO UPDATE SET hash = excluded.hash, made_at = excluded.made_at
            """,
            new { Series = seriesId.Value, Hash = HashOf(secret), Now = time.GetUtcNow() },
            cancellationToken: ct));
        var site = options.PublicUrl ?? new Uri($"{request.Scheme}://{request.Host}");
        return TypedResults.Ok(new Response(new Uri(site, $"/reports/{secret}").AbsoluteUri));
    }

    private static async Task<NoContent> TakeBackAsync(SeriesId seriesId, BroadcastDb db, CancellationToken ct)
    {
        await using var connection = await db.OpenAsync(ct);
        await connection.ExecuteAsync(new CommandDefinition(
            "DELETE FROM report_link WHERE series_id = @Series", new { Series = seriesId.Value }, cancellationToken: ct));
        return TypedResults.NoContent();
    }

    private static async Task<FileContentHttpResult> ReadAsync(
        string secret, HttpResponse response, TalkLog log, BroadcastDb db, CancellationToken ct)
    {
        await using var connection = await db.OpenAsync(ct);
        var series = await connection.QuerySingleOrDefaultAsync<Guid?>(new CommandDefinition(
            "SELECT series_id FROM report_link WHERE hash = @Hash", new { Hash = HashOf(secret) }, cancellationToken: ct));
        if (series is not { } known)
            throw RegistrationFaults.NoSuchLink.AsException();
        response.Headers.CacheControl = "private, no-store";
        response.Headers["X-Robots-Tag"] = "noindex";
        return await RegistrationReports.CsvOfSeriesAsync(new SeriesId(known), log, db, ct);
    }

    private static byte[] HashOf(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));
}
