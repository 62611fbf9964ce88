using Microsoft.Extensions.DependencyInjection;

namespace TalksPlatform.Foundation.Messaging;

/// <summary>
/// Acts on a fact of another module. It may see the same fact twice and must bear it. One handler sees its facts one
/// after the other, in the order in which they were written; only a fact that fails again and again is overtaken.
/// </summary>
/// <typeparam name="TFact">The fact's record in Contracts.</typeparam>
public interface IFactHandler<in TFact>
{
    /// <summary>Acts on the fact. An exception means "tell me again later"; the fact stays undelivered for this handler.</summary>
    Task HandleAsync(TFact fact, CancellationToken ct);
}

/// <summary>Which handler hears which fact; the dispatcher reads these.</summary>
/// <param name="Fact">The fact's record.</param>
/// <param name="Handler">Whose name the deliveries in the database bear.</param>
/// <param name="TellAsync">Makes the handler, in a scope of its own, and tells it the fact.</param>
public sealed record FactSubscription(Type Fact, Type Handler, Func<IServiceProvider, object, CancellationToken, Task> TellAsync)
{
    /// <summary>The subscription of one handler to one fact.</summary>
    public static FactSubscription Of<TFact, THandler>()
        where TFact : notnull
        where THandler : class, IFactHandler<TFact> =>
        new(typeof(TFact), typeof(THandler),
            (scope, fact, ct) => scope.GetRequiredService<THandler>().HandleAsync((TFact)fact, ct));
}
