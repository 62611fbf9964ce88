using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace TalksPlatform.Foundation.Messaging;

/// <summary>Registers handlers of facts, and the dispatcher that tells them.</summary>
public static class MessagingServices
{
    /// <summary>Adds a handler; several may hear the same fact, each is told on its own.</summary>
    public static IServiceCollection AddFactHandler<TFact, THandler>(this IServiceCollection services)
        where TFact : notnull
        where THandler : class, IFactHandler<TFact>
    {
        services.TryAddScoped<THandler>();
        return services.AddSingleton(FactSubscription.Of<TFact, THandler>());
    }

    /// <summary>Adds the dispatcher of facts, once a server.</summary>
    public static IServiceCollection AddFactDispatcher(this IServiceCollection services) =>
        services.AddSingleton<MessagingDb>().AddHostedService<FactDispatcher>();
}
