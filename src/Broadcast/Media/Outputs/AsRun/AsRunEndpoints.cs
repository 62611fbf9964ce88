using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Media.Outputs.AsRun;

/// <summary>Gives those who run a talk its as-run log.</summary>
internal static class AsRunEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var log = endpoints.MapGroup("/api/talks/{talkId}").RequireAuthorization(Policies.Produce);
        log.MapGet("/as-run", (TalkId talkId, AsRunBook book) => TypedResults.Ok(book.Read(talkId))).WithName("GetAsRun");
        log.MapGet("/as-run.csv", GetCsv).ExcludeFromDescription();
    }

    private static FileContentHttpResult GetCsv(TalkId talkId, AsRunBook book)
    {
        var csv = new StringBuilder("at,what,name,detail\r\n");
        foreach (var line in book.Read(talkId))
        {
            csv.Append(line.At.ToString("yyyy-MM-dd'T'HH:mm:ss.f'Z'", CultureInfo.InvariantCulture)).Append(',')
                .Append(Cell(line.What)).Append(',').Append(Cell(line.Name)).Append(',').Append(Cell(line.Detail)).Append("\r\n");
        }
        return TypedResults.File([.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(csv.ToString())], "text/csv; charset=utf-8", $"as-run-{talkId}.csv");
    }

    /// <summary>Spreadsheets take what begins so for a formula, and people choose their own names.</summary>
    private static string Cell(string? text)
    {
        var plain = text ?? "";
        if (plain.Length > 0 && "=+-@\t\r".Contains(plain[0], StringComparison.Ordinal))
            plain = "'" + plain;
        return plain.IndexOfAny([',', '"', '\r', '\n']) < 0 ? plain : $"\"{plain.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
