using Dapper;
using Npgsql;
using TalksPlatform.Foundation.Data;

namespace TalksPlatform.Foundation.Messaging;

/// <summary>The outbox and what is still to be delivered.</summary>
internal sealed class MessagingDb(PostgresOptions options) : ModuleDatabase("messaging", options, mostConnections: 20)
{
    /// <summary>Writes down who has to hear each new fact. Several servers may do it at once.</summary>
    public async Task AddressAsync(IReadOnlyCollection<(string Fact, string Subscription)> subscriptions, DateTimeOffset now, CancellationToken ct)
    {
        await using var connection = await OpenAsync(ct);
        await connection.ExecuteAsync(new(
            """
            WITH fresh AS (
                SELECT id, type FROM outbox WHERE addressed_at IS NULL ORDER BY id FOR UPDATE SKIP LOCKED
            ), address AS (
                INSERT INTO delivery (subscription, outbox_id)
                SELECT known.subscription, fresh.id
                FROM fresh JOIN unnest(@facts, @names) AS known (fact, subscription) ON known.fact = fresh.type
                ON CONFLICT DO NOTHING
            )
            UPDATE outbox SET addressed_at = @now FROM fresh WHERE outbox.id = fresh.id
            """,
            new
            {
                now,
                facts = subscriptions.Select(known => known.Fact).ToArray(),
                names = subscriptions.Select(known => known.Subscription).ToArray(),
            },
            cancellationToken: ct));
    }

    /// <summary>Forgets facts that everybody has heard.</summary>
    public async Task ForgetAsync(DateTimeOffset before, CancellationToken ct)
    {
        await using var connection = await OpenAsync(ct);
        await connection.ExecuteAsync(new(
            """
            DELETE FROM outbox
            WHERE addressed_at < @before AND NOT EXISTS (SELECT FROM delivery WHERE delivery.outbox_id = outbox.id)
            """,
            new { before },
            cancellationToken: ct));
    }
}

/// <summary>What a subscription has to hear next.</summary>
internal sealed record Delivery(long OutboxId, int Attempts, DateTimeOffset DueAt, string Type, string Body);

/// <summary>The queries of one subscription's turn, which it has alone among all servers until the transaction ends.</summary>
internal static class DeliveryTurn
{
    /// <summary>Takes the turn; false when another server has it.</summary>
    public static Task<bool> TryTakeTurnAsync(this UnitOfWork work, string subscription, CancellationToken ct) =>
        work.Connection.ExecuteScalarAsync<bool>(new(
            "SELECT pg_try_advisory_xact_lock(hashtextextended('fact:' || @subscription, 0))",
            new { subscription }, work.Transaction, cancellationToken: ct));

    /// <summary>The oldest that is still to be heard; those set aside only when they are due again.</summary>
    public static Task<Delivery?> NextAsync(this UnitOfWork work, string subscription, int patience, DateTimeOffset now, CancellationToken ct) =>
        work.Connection.QuerySingleOrDefaultAsync<Delivery>(new(
            """
            SELECT outbox_id, attempts, due_at, type, body::text
            FROM delivery JOIN outbox ON outbox.id = outbox_id
            WHERE subscription = @subscription AND (attempts < @patience OR due_at <= @now)
            ORDER BY outbox_id
            LIMIT 1
            """,
            new { subscription, patience, now }, work.Transaction, cancellationToken: ct));

    /// <summary>It was heard.</summary>
    public static Task<int> DoneAsync(this UnitOfWork work, string subscription, Delivery delivery, CancellationToken ct) =>
        work.Connection.ExecuteAsync(new(
            "DELETE FROM delivery WHERE subscription = @subscription AND outbox_id = @OutboxId",
            new { subscription, delivery.OutboxId }, work.Transaction, cancellationToken: ct));

    /// <summary>The handler failed: it is told again at an instant.</summary>
    public static Task<int> AgainAsync(
        this UnitOfWork work, string subscription, Delivery delivery, DateTimeOffset dueAt, string error, CancellationToken ct) =>
        work.Connection.ExecuteAsync(new(
            """
            UPDATE delivery SET attempts = attempts + 1, due_at = @dueAt, error = @error
            WHERE subscription = @subscription AND outbox_id = @OutboxId
            """,
            new { subscription, delivery.OutboxId, dueAt, error }, work.Transaction, cancellationToken: ct));
}
