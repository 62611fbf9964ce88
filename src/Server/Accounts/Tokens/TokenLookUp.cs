namespace TalksPlatform.Server.Accounts.Tokens;

/// <summary>
/// Asks PostgreSQL for tokens: while one query is on its way, the next ones are gathered into one, so that a crowd that
/// comes back after a restart costs dozens of queries and commits and not thousands. Any thread.
/// </summary>
internal sealed class TokenLookUp(AccountsDb db, TimeProvider time)
{
    private const int MostAtOnce = 500;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(3);

    private readonly Lock _gate = new();
    private readonly Queue<Asked> _waiting = new();
    private bool _running;

    /// <summary>The token, or null when there is none that is good for anything.</summary>
    public Task<KnownToken?> FindAsync(TokenHash hash)
    {
        var asked = new Asked(hash);
        lock (_gate)
        {
            _waiting.Enqueue(asked);
            if (!_running)
                _ = Task.Run(RunAsync);
            _running = true;
        }
        return asked.Answer.Task;
    }

    private async Task RunAsync()
    {
        while (Take() is { Count: > 0 } some)
        {
            try
            {
                using var limit = new CancellationTokenSource(Limit, time);
                var found = await db.FindTokensAsync([.. some.Select(asked => asked.Hash)], time.GetUtcNow(), limit.Token);
                foreach (var asked in some)
                    asked.Answer.TrySetResult(found.GetValueOrDefault(asked.Hash));
            }
            catch (Exception failure) // theirs to judge
            {
                foreach (var asked in some)
                    asked.Answer.TrySetException(failure);
            }
        }
    }

    /// <summary>None when there is nothing more to ask for: then the next who asks starts anew.</summary>
    private List<Asked> Take()
    {
        var some = new List<Asked>();
        lock (_gate)
        {
            while (some.Count < MostAtOnce && _waiting.TryDequeue(out var asked))
                some.Add(asked);
            _running = some.Count > 0;
        }
        return some;
    }

    private sealed record Asked(TokenHash Hash)
    {
        public TaskCompletionSource<KnownToken?> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
