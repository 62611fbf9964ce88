using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using TalksPlatform.Broadcast.Media.Clock;
using TalksPlatform.Broadcast.Media.Outputs;
using TalksPlatform.Broadcast.Media.Outputs.Configuration;
using TalksPlatform.Broadcast.Media.Outputs.Hls;
using TalksPlatform.Broadcast.Media.Outputs.Mp3;
using TalksPlatform.Broadcast.Media.Whip;
using TalksPlatform.Broadcast.Phone;

namespace TalksPlatform.Broadcast.Media;

/// <summary>Adds the sound to the live side.</summary>
internal static class MediaSetup
{
    public static IServiceCollection AddMedia(this IServiceCollection services) => services
        .AddSingleton<ProgramClock>()
        .AddSingleton<HlsStreams>()
        .AddSingleton<Mp3Streams>()
        .AddSingleton<OutputBook>()
        .AddSingleton<OutputDesk>()
        .AddSingleton<StudioEquipment>()
        .AddSingleton<RtcSessions>()
        .AddSingleton<IceServers>()
        .AddSingleton<MediaHomes>()
        .AddSingleton<RtcDoor>()
        .AddSingleton<Greeting>()
        .AddSingleton<WebRtcPort>()
        .AddSingleton<Telephone>()
        .AddSingleton<StudioFloor>()
        .AddHostedService<EncoderCheck>()
        .AddHostedService(all => all.GetRequiredService<WebRtcPort>())
        .AddHostedService(all => all.GetRequiredService<Telephone>())
        .AddHostedService(all => all.GetRequiredService<StudioFloor>())
        .AddHostedService<Switchboard>();

    public static void MapMedia(this IEndpointRouteBuilder endpoints)
    {
        WhipEndpoints.Map(endpoints);
        HlsEndpoints.Map(endpoints);
        Mp3Endpoints.Map(endpoints);
        OutputEndpoints.Map(endpoints);
    }
}
