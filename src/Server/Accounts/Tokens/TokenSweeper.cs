namespace TalksPlatform.Server.Accounts.Tokens;

/// <summary>Forgets, once a day, tokens that ended a month ago, and people who have none left. Several nodes may do it at once.</summary>
internal sealed class TokenSweeper(AccountsDb db, TimeProvider time, ILogger<TokenSweeper> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromDays(1);
    private static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            try
            {
                await db.SweepAsync(time.GetUtcNow() - Kept, stoppingToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
            {
                logger.LogWarning("Old tokens stay for another day. {Reason}", failure.Message);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
