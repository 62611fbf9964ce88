using Dapper;
using Npgsql;

namespace TalksPlatform.Foundation.Data;

/// <summary>
/// The right to do something alone among all servers, by a session advisory lock: PostgreSQL takes it back by itself when
/// the connection goes, so a dead holder never blocks the next. It may be lost before it is given back: watch
/// <see cref="Lost"/>.
/// </summary>
public sealed class Lease : IAsyncDisposable
{
    private readonly NpgsqlConnection _connection;
    private readonly CancellationTokenSource _lost = new();
    private readonly CancellationTokenSource _givenBack = new();
    private readonly Task _watch;

    private Lease(string key, NpgsqlConnection connection)
    {
        Key = key;
        _connection = connection;
        _watch = WatchAsync();
    }

    /// <summary>What it is a lease on.</summary>
    public string Key { get; }

    /// <summary>Fires when the connection broke, and with it the lock: somebody else may hold it by now.</summary>
    public CancellationToken Lost => _lost.Token;

    /// <summary>Takes the lease, or returns null when another holds it.</summary>
    public static async Task<Lease?> TryTakeAsync(NpgsqlDataSource source, string key, CancellationToken ct)
    {
        var connection = await source.OpenConnectionAsync(ct);
        try
        {
            var taken = await connection.ExecuteScalarAsync<bool>(
                new("SELECT pg_try_advisory_lock(hashtextextended(@key, 0))", new { key }, cancellationToken: ct));
            if (taken)
                return new Lease(key, connection);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
        await connection.DisposeAsync();
        return null;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _givenBack.CancelAsync();
        await _watch;
        if (!_lost.IsCancellationRequested)
            await UnlockAsync();
        await _connection.DisposeAsync();
        _givenBack.Dispose();
        _lost.Dispose();
    }

    private async Task WatchAsync()
    {
        try
        {
            while (true)
                await _connection.WaitAsync(_givenBack.Token);
        }
        catch (OperationCanceledException)
        {
            // Given back.
        }
        catch (Exception broken) when (broken is NpgsqlException or IOException or InvalidOperationException)
        {
            await _lost.CancelAsync();
        }
    }

    private async Task UnlockAsync()
    {
        try
        {
            await _connection.ExecuteAsync("SELECT pg_advisory_unlock(hashtextextended(@Key, 0))", new { Key });
        }
        catch (NpgsqlException)
        {
            // The connection broke just now, and took the lock along.
        }
    }
}
