using Microsoft.Extensions.DependencyInjection;

namespace TalksPlatform.Broadcast.Alarms;

/// <summary>Adds alarms, and telling of them. Needs DataFolder, TimeProvider and the room.</summary>
internal static class AlarmSetup
{
    public static IServiceCollection AddAlarms(this IServiceCollection services) => services
        .AddSingleton<AlarmBook>()
        .AddSingleton<HookBook>()
        .AddSingleton<HookRoad>()
        .AddSingleton<AlarmPost>()
        .AddHostedService(all => all.GetRequiredService<AlarmPost>());
}
