using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TalksPlatform.Foundation.Data;

namespace TalksPlatform.Foundation.Messaging;

/// <summary>
/// Tells one handler its facts, one after the other. The delivery is struck off after the handler returned, so a crash in
/// between tells it twice, never not at all. A fact that fails holds back the later ones for the first tries; then it is
/// set aside and tried ever more seldom, its error kept, while the others go on.
/// </summary>
internal sealed class FactQueue
{
    private const int Patience = 5;
    private const int LongestError = 2000;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(1);

    private readonly Dictionary<string, FactSubscription> _subscriptions;
    private readonly MessagingDb _db;
    private readonly IServiceScopeFactory _scopes;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;

    public FactQueue(
        Type handler, IEnumerable<FactSubscription> subscriptions, MessagingDb db, IServiceScopeFactory scopes, TimeProvider time, ILogger logger)
    {
        Name = handler.FullName!;
        _subscriptions = subscriptions.ToDictionary(known => known.Fact.Name, StringComparer.Ordinal);
        _db = db;
        _scopes = scopes;
        _time = time;
        _logger = logger;
    }

    /// <summary>What the deliveries in the database bear.</summary>
    public string Name { get; }

    /// <summary>Set when there may be something to tell.</summary>
    public Signal Wake { get; } = new();

    public IEnumerable<(string Fact, string Subscription)> Addresses => _subscriptions.Keys.Select(fact => (fact, Name));

    /// <summary>Tells all that is due. Returns when the next try is due, or null when nothing is known to be.</summary>
    public async Task<DateTimeOffset?> DrainAsync(CancellationToken ct)
    {
        while (true)
        {
            await using var work = await _db.BeginAsync(ct);
            if (!await work.TryTakeTurnAsync(Name, ct) || await work.NextAsync(Name, Patience, _time.GetUtcNow(), ct) is not { } next)
                return null;
            if (next.DueAt > _time.GetUtcNow())
                return next.DueAt;
            await TellAsync(work, next, ct);
            await work.CommitAsync(ct);
        }
    }

    private async Task TellAsync(UnitOfWork work, Delivery delivery, CancellationToken ct)
    {
        try
        {
            var subscription = _subscriptions[delivery.Type];
            var fact = JsonSerializer.Deserialize(delivery.Body, subscription.Fact, JsonSerializerOptions.Web)!;
            await using var scope = _scopes.CreateAsyncScope();
            await subscription.TellAsync(scope.ServiceProvider, fact, ct);
        }
        catch (Exception failure) when (!ct.IsCancellationRequested)
        {
            var pause = PauseAfter(delivery.Attempts + 1);
            _logger.LogWarning(
                failure, "{Handler} failed on {Fact} {Id}, try {Attempt}; the next is in {Pause}",
                Name, delivery.Type, delivery.OutboxId, delivery.Attempts + 1, pause);
            var error = failure.ToString();
            await work.AgainAsync(Name, delivery, _time.GetUtcNow() + pause, error[..Math.Min(error.Length, LongestError)], ct);
            return;
        }
        await work.DoneAsync(Name, delivery, ct);
    }

    private static TimeSpan PauseAfter(int attempts)
    {
        var pause = FirstPause * Math.Pow(2, Math.Min(attempts - 1, 20));
        return pause < LongestPause ? pause : LongestPause;
    }
}
