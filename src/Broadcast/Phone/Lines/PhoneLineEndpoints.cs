using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Phone.Lines;

/// <summary>What a series' telephone numbers do, over HTTP.</summary>
internal static class PhoneLineEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var line = endpoints.MapGroup("/api/series/{seriesId}/phone-line").RequireAuthorization(Policies.Host);
        line.MapGet("", GetAsync).WithName("GetPhoneLine");
        line.MapPut("", PutAsync).WithName("PutPhoneLine");
    }

    private static async Task<Ok<PhoneLineView>> GetAsync(SeriesId seriesId, IPhoneLines lines, CancellationToken ct) =>
        TypedResults.Ok(await lines.GetAsync(seriesId, ct));

    private static async Task<Ok<PhoneLineView>> PutAsync(SeriesId seriesId, PhoneLineRequest request, IPhoneLines lines, CancellationToken ct) =>
        TypedResults.Ok(await lines.PutAsync(seriesId, request, ct));
}
