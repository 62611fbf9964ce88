using Microsoft.Extensions.DependencyInjection;
using TalksPlatform.Broadcast.Media.Programme;

namespace TalksPlatform.Broadcast.Media.Sounds;

/// <summary>Adds the sounds that studios play.</summary>
internal static class SoundSetup
{
    public static IServiceCollection AddSounds(this IServiceCollection services) => services
        .AddSingleton<SoundShelf>()
        .AddSingleton<IProgrammeCompanion, SoundPlaying>();
}
