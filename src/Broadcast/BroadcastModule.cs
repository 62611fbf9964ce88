using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using TalksPlatform.Broadcast.Hubs;
using TalksPlatform.Broadcast.Media;
using TalksPlatform.Broadcast.Media.Outputs.Hls;
using TalksPlatform.Broadcast.Stage;
using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Foundation.Data;

namespace TalksPlatform.Broadcast;

/// <summary>The live side: talks, what people write in them, and their sound.</summary>
public static class BroadcastModule
{
    /// <summary>Adds the live side. Needs PostgresOptions, DataFolder, TimeProvider and IEpisodeReader in the same container.</summary>
    public static IServiceCollection AddBroadcast(this IServiceCollection services, BroadcastOptions options)
    {
        options.EnsureValid();
        return services
            .AddSingleton(options)
            .AddSingleton<BroadcastDb>()
            .AddMigrations("broadcast", typeof(BroadcastModule).Assembly)
            .AddTalks()
            .AddHostedService<CalendarCheck>()
            .AddRoom()
            .AddStage()
            .AddMedia();
    }

    /// <summary>Takes requests for live sound before anything else does: it is most of what is sent, and public.</summary>
    public static IApplicationBuilder UseLiveSound(this IApplicationBuilder app) => app.UseMiddleware<HlsLane>();

    /// <summary>Maps the hub and the live side's endpoints.</summary>
    public static IEndpointRouteBuilder MapBroadcast(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapRoom();
        endpoints.MapStage();
        endpoints.MapMedia();
        return endpoints;
    }
}
