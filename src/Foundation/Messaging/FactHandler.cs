using Microsoft.Extensions.DependencyInjection;

namespace TalksPlatform.Foundation.Messaging;

/// <summary>Acts on a fact of another module. It may see the same fact twice and must bear it.</summary>
/// <typeparam name="TFact">The fact's record in Contracts.</typeparam>
public interface IFactHandler<in TFact>
{
    /// <summary>Acts on the fact. An exception means "tell me again later"; the fact stays undelivered for this handler.</summary>
    Task HandleAsync(TFact fact, CancellationToken ct);
}

/// <summary>Which handler hears which fact; the dispatcher reads these.</summary>
public sealed record FactSubscription(Type Fact, Type Handler);

/// <summary>Registers handlers of facts.</summary>
public static class MessagingServices
{
    /// <summary>Adds a handler; several may hear the same fact, each is told on its own.</summary>
    public static IServiceCollection AddFactHandler<TFact, THandler>(this IServiceCollection services)
        where TFact : notnull
        where THandler : class, IFactHandler<TFact> =>
        services.AddScoped<THandler>().AddSingleton(new FactSubscription(typeof(TFact), typeof(THandler)));
}
