using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using TalksPlatform.Broadcast.Audience;
using TalksPlatform.Broadcast.Hubs;
using TalksPlatform.Broadcast.Media;
using TalksPlatform.Broadcast.Reading;
using TalksPlatform.Broadcast.Stage;
using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation.Data;
using TalksPlatform.Foundation.Messaging;

namespace TalksPlatform.Broadcast;

/// <summary>The live side: talks, what people write in them, and their sound.</summary>
public static class BroadcastModule
{
    /// <summary>Adds the live side. Needs PostgresOptions, DataFolder and TimeProvider in the same container.</summary>
    public static IServiceCollection AddBroadcast(this IServiceCollection services, BroadcastOptions options)
    {
        options.EnsureValid();
        return services
            .AddSingleton(options)
            .AddSingleton<BroadcastDb>()
            .AddMigrations("broadcast", typeof(BroadcastModule).Assembly)
            .AddTalks()
            .AddRoom()
            .AddMedia();
    }

    /// <summary>Maps the hub and the live side's endpoints.</summary>
    public static IEndpointRouteBuilder MapBroadcast(this IEndpointRouteBuilder endpoints)
    {
        var talks = endpoints.MapGroup("/api/talks");
        RoomEndpoint.Map(talks);
        RoomForms.Map(talks);
        endpoints.MapHub<TalkHub>(TalkHub.Path, Configure);
        endpoints.MapMedia();
        return endpoints;
    }

    private static IServiceCollection AddTalks(this IServiceCollection services) => services
        .AddSingleton<TalkBell>()
        .AddSingleton<TalkLog>()
        .AddSingleton<TalkDirectory>()
        .AddSingleton<ITalkReader, TalkReader>()
        .AddHostedService(all => all.GetRequiredService<TalkBell>())
        .AddHostedService<OnAirTimer>()
        .AddHostedService<TalkWatch>()
        .AddFactHandler<GreenRoomDue, OpenGreenRoom>()
        .AddFactHandler<EpisodeScheduled, FollowCalendar>()
        .AddFactHandler<EpisodeCancelled, CloseCancelledTalk>()
        .AddFactHandler<EpisodeDue, ReconcileStart>();

    private static IServiceCollection AddRoom(this IServiceCollection services)
    {
        services.AddSignalR()
            .AddJsonProtocol(json => BroadcastJson.Configure(json.PayloadSerializerOptions))
            .AddHubOptions<TalkHub>(hub =>
            {
                hub.AddFilter<FaultFilter>();
                hub.AddFilter<PaceFilter>();
                hub.MaximumReceiveMessageSize = TalkHub.LongestMessage;
            });
        return services
            .AddSingleton<FaultFilter>()
            .AddSingleton<PaceFilter>()
            .AddSingleton<RoomDirectory>()
            .AddSingleton<StudioSignals>()
            .AddSingleton<IStudioSignals>(all => all.GetRequiredService<StudioSignals>())
            .AddHostedService<PeakKeeper>();
    }

    private static void Configure(HttpConnectionDispatcherOptions connection)
    {
        connection.TransportSendTimeout = TalkHub.SlowestSend;
        connection.ApplicationMaxBufferSize = 2 * TalkHub.LongestMessage;
        connection.CloseOnAuthenticationExpiration = true;
    }
}
