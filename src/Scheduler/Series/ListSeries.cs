using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using TalksPlatform.Contracts;

namespace TalksPlatform.Scheduler.Series;

/// <summary>All series, for anybody.</summary>
internal static class ListSeries
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/series", HandleAsync)
        .AllowAnonymous()
        .WithName(nameof(ListSeries));

    private static async Task<Ok<IReadOnlyList<SeriesCard>>> HandleAsync(IEpisodeReader calendar, CancellationToken ct) =>
        TypedResults.Ok(await calendar.SeriesAsync(ct));
}
