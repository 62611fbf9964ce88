using Microsoft.Extensions.DependencyInjection;
using TalksPlatform.Broadcast.Media.Programme;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Media.Sounds;

/// <summary>Adds the sounds that studios play.</summary>
internal static class SoundSetup
{
    public static IServiceCollection AddSounds(this IServiceCollection services) => services
        .AddSingleton<SoundShelf>()
        .AddSingleton<ISoundShelf>(all => all.GetRequiredService<SoundShelf>())
        .AddSingleton<IProgrammeCompanion, SoundPlaying>();
}
