using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace TalksPlatform.Foundation.Messaging;

/// <summary>
/// Tells committed facts to the handlers that subscribed to them, at least once. A commit wakes it by NOTIFY; it also
/// looks by itself, so that a lost wake-up costs seconds and no more. It goes on by itself when PostgreSQL comes back.
/// </summary>
internal sealed class FactDispatcher : BackgroundService
{
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan KeptFor = TimeSpan.FromDays(7);

    private readonly MessagingDb _db;
    private readonly TimeProvider _time;
    private readonly IReadOnlyList<FactQueue> _queues;
    private readonly Outage _outage;
    private readonly Signal _written = new();

    public FactDispatcher(
        MessagingDb db, IEnumerable<FactSubscription> subscriptions, IServiceScopeFactory scopes, TimeProvider time, ILogger<FactDispatcher> logger)
    {
        _db = db;
        _time = time;
        _outage = new Outage(logger, "The dispatch of facts");
        _queues = [.. subscriptions
            .GroupBy(known => known.Handler)
            .Select(handler => new FactQueue(handler.Key, handler, db, scopes, time, logger))];
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(
    [
        KeepOnAsync(ListenAsync, stoppingToken),
        KeepOnAsync(AddressAsync, stoppingToken),
        .. _queues.Select(queue => KeepOnAsync(ct => DrainAsync(queue, ct), stoppingToken)),
    ]);

    private async Task ListenAsync(CancellationToken ct)
    {
        await using var connection = await _db.OpenAsync(ct);
        connection.Notification += (_, _) => _written.Set();
        await using (var listen = new NpgsqlCommand($"LISTEN {Outbox.Channel}", connection))
            await listen.ExecuteNonQueryAsync(ct);
        _written.Set(); // for what was written while nobody listened
        while (true)
            await connection.WaitAsync(ct);
    }

    private async Task AddressAsync(CancellationToken ct)
    {
        var addresses = _queues.SelectMany(queue => queue.Addresses).ToList();
        while (true)
        {
            await _db.AddressAsync(addresses, _time.GetUtcNow(), ct);
            await _db.ForgetAsync(_time.GetUtcNow() - KeptFor, ct);
            _outage.Ended();
            foreach (var queue in _queues)
                queue.Wake.Set();
            await _written.WaitAsync(Poll, _time, ct);
        }
    }

    private async Task DrainAsync(FactQueue queue, CancellationToken ct)
    {
        while (true)
        {
            var due = await queue.DrainAsync(ct);
            var rest = due - _time.GetUtcNow() ?? Poll;
            await queue.Wake.WaitAsync(rest > TimeSpan.Zero ? rest : TimeSpan.Zero, _time, ct);
        }
    }

    private async Task KeepOnAsync(Func<CancellationToken, Task> run, CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            try
            {
                await run(ct);
            }
            catch (Exception failure) when (!ct.IsCancellationRequested)
            {
                _outage.Began(failure);
                await Task.Delay(Pause, _time, ct);
            }
            catch (Exception) when (ct.IsCancellationRequested)
            {
                return; // whatever the stop interrupted
            }
        }
    }
}
