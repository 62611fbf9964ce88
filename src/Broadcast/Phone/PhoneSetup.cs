using Microsoft.Extensions.DependencyInjection;

namespace TalksPlatform.Broadcast.Phone;

/// <summary>Adds telephones.</summary>
internal static class PhoneSetup
{
    public static IServiceCollection AddPhone(this IServiceCollection services) => services
        .AddSingleton<Greeting>()
        .AddSingleton<CallerIdentity>()
        .AddSingleton<Telephone>();
}
