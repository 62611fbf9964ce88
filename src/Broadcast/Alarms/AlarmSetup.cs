using Microsoft.Extensions.DependencyInjection;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Alarms;

/// <summary>Adds alarms, and telling of them. Needs DataFolder, TimeProvider and the room.</summary>
internal static class AlarmSetup
{
    public static IServiceCollection AddAlarms(this IServiceCollection services) => services
        .AddSingleton<AlarmBook>()
        .AddSingleton<HookBook>()
        .AddSingleton<HookRoad>()
        .AddSingleton<AlarmPost>()
        .AddSingleton<IAlarmHooks, HookDesk>()
        .AddHostedService(all => all.GetRequiredService<AlarmPost>());
}
