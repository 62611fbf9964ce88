using Npgsql;
using TalksPlatform.Contracts;

namespace TalksPlatform.Server.Accounts.Tokens;

/// <summary>
/// Tells the directory what was revoked and whose place in a team changed on any node: two small queries every two seconds,
/// however many people are connected. It looks back further than it must, because a change is dated before it is committed.
/// </summary>
internal sealed class RevocationWatch(AccountsDb db, TokenDirectory tokens, TimeProvider time, ILogger<RevocationWatch> logger)
    : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Overlap = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var since = time.GetUtcNow();
        var reachable = true;
        Dictionary<PersonId, DateTimeOffset> told = [];
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                var asked = time.GetUtcNow();
                foreach (var hash in await db.RevokedSinceAsync(since - Overlap, stoppingToken))
                    tokens.Revoke(hash);
                var changed = await db.TeamChangedSinceAsync(since - Overlap, stoppingToken);
                foreach (var (person, leftAt) in changed) // cut once for each loss, looked up anew for as long as it is in sight
                    tokens.Forget(person, cut: leftAt is { } at && told.GetValueOrDefault(person) < at);
                told = changed.Where(change => change.LeftAt is not null).ToDictionary(change => change.Person, change => change.LeftAt!.Value);
                (since, reachable) = (asked, true);
            }
            catch (Exception failure) when (failure is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
            {
                if (reachable)
                    logger.LogWarning(failure is NpgsqlException or TimeoutException ? null : failure, "Revoked tokens cannot be looked up; those of before an outage keep working. {Reason}", failure.Message);
                reachable = false;
            }

            tokens.Trim();
        }
    }
}
