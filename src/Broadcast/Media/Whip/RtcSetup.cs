using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Media.Whip;

/// <summary>Adds the doors of browsers.</summary>
internal static class RtcSetup
{
    public static IServiceCollection AddRtc(this IServiceCollection services) => services
        .AddSingleton<RtcSessions>()
        .AddSingleton<IOpenSound, OpenSound>()
        .AddSingleton<WhepPlaces>()
        .AddSingleton<IceServers>()
        .AddSingleton<RtcDoor>()
        .AddSingleton<WebRtcPort>();

    public static void MapRtc(this IEndpointRouteBuilder endpoints) => WhipEndpoints.Map(endpoints);
}
