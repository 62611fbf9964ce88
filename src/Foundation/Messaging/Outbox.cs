using System.Text.Json;
using Dapper;
using TalksPlatform.Foundation.Data;

namespace TalksPlatform.Foundation.Messaging;

/// <summary>Writes facts in the transaction of what they tell, so that both are committed or neither is.</summary>
public static class Outbox
{
    /// <summary>The channel that wakes the dispatcher.</summary>
    public const string Channel = "outbox";

    /// <summary>Adds a fact to the work at hand. It is dispatched once that is committed.</summary>
    public static Task AddFactAsync<TFact>(this UnitOfWork work, TFact fact, CancellationToken ct) where TFact : notnull =>
        work.Connection.ExecuteAsync(new CommandDefinition(
            """
            INSERT INTO messaging.outbox (fact_id, type, body) VALUES (@Id, @Type, @Body::jsonb);
            SELECT pg_notify('outbox', '');
            """,
            new { Id = Guid.CreateVersion7(), Type = fact.GetType().Name, Body = JsonSerializer.Serialize<object>(fact, JsonSerializerOptions.Web) },
            work.Transaction,
            cancellationToken: ct));
}
