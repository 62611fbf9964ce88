using Dapper;
using Npgsql;

namespace TalksPlatform.Foundation.Data;

/// <summary>
/// The right to do something alone among all servers, by a session advisory lock: PostgreSQL takes it back by itself when
/// the connection goes, so a dead holder blocks the next for seconds at most. It may be lost before it is given back:
/// watch <see cref="Lost"/>.
/// </summary>
public sealed class Lease : IAsyncDisposable
{
    private readonly NpgsqlConnection _connection;
    private readonly CancellationTokenSource _lost = new();
    private readonly CancellationTokenSource _givenBack = new();
    private readonly int _process;
    private readonly Task<bool> _watch;

    private Lease(string key, NpgsqlConnection connection)
    {
        Key = key;
        _connection = connection;
        _process = connection.ProcessID;
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

    /// <summary>
    /// Whether PostgreSQL still holds the lock of a lease that was lost, because it has not noticed yet that the connection
    /// broke. Also when the lease has been disposed of.
    /// </summary>
    public async Task<bool> LingersAsync(NpgsqlDataSource source, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        return await connection.ExecuteScalarAsync<bool>(new(
            """
            SELECT EXISTS (
                SELECT FROM pg_locks
                WHERE locktype = 'advisory' AND objsubid = 1 AND granted AND pid = @_process
                    AND ((classid::bigint << 32) | objid::bigint) = hashtextextended(@Key, 0))
            """,
            new { _process, Key },
            cancellationToken: ct));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _givenBack.CancelAsync();
        if (await _watch)
            await UnlockAsync();
        await _connection.DisposeAsync();
        _givenBack.Dispose();
        _lost.Dispose();
    }

    /// <summary>False when the connection broke, if only by being given back in the middle of a question to PostgreSQL.</summary>
    private async Task<bool> WatchAsync()
    {
        try
        {
            while (true)
                await _connection.WaitAsync(_givenBack.Token);
        }
        catch (OperationCanceledException)
        {
            return true;
        }
        catch (Exception)
        {
            if (!_givenBack.IsCancellationRequested)
                await _lost.CancelAsync();
            return false;
        }
    }

    private async Task UnlockAsync()
    {
        try
        {
            await _connection.ExecuteAsync("SELECT pg_advisory_unlock(hashtextextended(@Key, 0))", new { Key });
        }
        catch (Exception gone) when (gone is NpgsqlException or IOException or InvalidOperationException)
        {
            // The connection broke just now, and took the lock along.
        }
    }
}
