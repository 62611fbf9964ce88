using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using TalksPlatform.Broadcast.Alarms;
using TalksPlatform.Broadcast.Media.Clock;
using TalksPlatform.Broadcast.Media.Guard;
using TalksPlatform.Broadcast.Media.Outputs;
using TalksPlatform.Broadcast.Media.Programme;
using TalksPlatform.Broadcast.Media.Sounds;
using TalksPlatform.Broadcast.Media.Whip;
using TalksPlatform.Broadcast.Phone;

namespace TalksPlatform.Broadcast.Media;

/// <summary>Adds the sound to the live side.</summary>
internal static class MediaSetup
{
    public static IServiceCollection AddMedia(this IServiceCollection services)
    {
        services.AddHealthChecks().AddCheck<ClockHealth>("clock");
        return services.AddSound();
    }

    private static IServiceCollection AddSound(this IServiceCollection services) => services
        .AddSingleton<ProgramClock>()
        .AddSingleton<ClockMeters>()
        .AddSingleton(_ => new ReturnEngine())
        .AddSingleton<MediaHomes>()
        .AddOutputs()
        .AddRtc()
        .AddPhone()
        .AddSingleton<IProgrammeCompanion, StudioMonitoring>()
        .AddSounds()
        .AddAlarms()
        .AddSingleton<IProgrammeCompanion, Guarding>()
        .AddSingleton<IProgrammeCompanion, OutputWatching>()
        .AddSingleton<IProgrammeCompanion, EchoWatching>()
        .AddSingleton<StudioEquipment>()
        .AddSingleton<SoundEraser>()
        .AddSingleton<StudioFloor>()
        // They stop in the opposite order: the floor hangs up while the telephone still works.
        .AddHostedService<DryRun>() // first: a talk that a restart interrupted goes on as soon as the floor is open
        .AddHostedService<EncoderCheck>()
        .AddHostedService(all => all.GetRequiredService<WebRtcPort>())
        .AddHostedService(all => all.GetRequiredService<Telephone>())
        .AddHostedService(all => all.GetRequiredService<SoundEraser>())
        .AddHostedService(all => all.GetRequiredService<StudioFloor>())
        .AddHostedService<Switchboard>();

    public static void MapMedia(this IEndpointRouteBuilder endpoints)
    {
        endpoints.ServiceProvider.GetRequiredService<ClockMeters>(); // begins to count
        endpoints.MapRtc();
        endpoints.MapOutputs();
        SoundEndpoints.Map(endpoints);
        HookEndpoints.Map(endpoints);
        endpoints.MapPhone();
        IntercomEndpoints.Map(endpoints);
    }
}
