using System.Collections.Concurrent;
using System.Security.Claims;
using Npgsql;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation;
using TalksPlatform.Foundation.Faults;

namespace TalksPlatform.Server.Accounts.Tokens;

/// <summary>
/// The tokens that this node has seen lately. Requests, hub calls and segments of sound ask here, PostgreSQL is asked
/// once a token and some minutes; while it is down, whoever was known stays known, so that a live talk goes on.
/// Revocations are told by <see cref="RevocationWatch"/> and hold at once. Any thread.
/// </summary>
internal sealed class TokenDirectory(TokenLookUp lookUp, OpenConnections connections, TimeProvider time)
{
    private const int MostEntries = 200_000;

    private static readonly TimeSpan FreshWhenKnown = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan FreshWhenUnknown = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan KeptWithoutDatabase = TimeSpan.FromHours(4);
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan RevocationsKept = TimeSpan.FromDays(2);

    private static readonly Fault Unreachable = new(
        "accounts.unavailable", FaultKind.Unavailable, "Sign-in cannot be checked at the moment. Try again in a few seconds.");

    private readonly ConcurrentDictionary<TokenHash, Entry> _entries = new();
    private readonly SharedLoads<TokenHash, KnownToken?> _loads = new();
    private readonly ConcurrentDictionary<TokenHash, DateTimeOffset> _revoked = new();
    private long _retryAtTicks;

    /// <summary>The token as it stands now, or null.</summary>
    /// <exception cref="FaultException">accounts.unavailable: it is not known here and PostgreSQL does not answer.</exception>
    public async ValueTask<KnownToken?> FindAsync(TokenHash hash, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var entry = _entries.GetValueOrDefault(hash);
        var token = entry is not null && entry.IsFresh(now) ? entry.Token : await LoadAsync(hash, entry, ct);
        return token is not null && !_revoked.ContainsKey(hash) && token.ExpiresAt > now ? token : null;
    }

    /// <summary>False once the token that this connection was opened with has been revoked.</summary>
    public bool Stands(ClaimsPrincipal principal) =>
        principal.FindFirst(KnownToken.HashClaim)?.Value is not { } hash || !_revoked.ContainsKey(new TokenHash(Convert.FromHexString(hash)));

    /// <summary>Spares the next request the look-up of a token that was just made.</summary>
    public void Remember(KnownToken token) => _entries[token.Hash] = new Entry(token, time.GetUtcNow());

    /// <summary>Ends a token on this node, also for connections that are open.</summary>
    public void Revoke(TokenHash hash)
    {
        _revoked.TryAdd(hash, time.GetUtcNow());
        _entries.TryRemove(hash, out _);
        connections.Cut(hash);
    }

    /// <summary>What somebody may do has changed: her tokens are looked up anew.</summary>
    /// <param name="person">Whose tokens.</param>
    /// <param name="cut">Also what she has open is cut, and comes back with what she may do now.</param>
    public void Forget(PersonId person, bool cut)
    {
        foreach (var (hash, entry) in _entries)
            if (entry.Token?.Person == person)
                _entries.TryRemove(hash, out _);
        if (cut)
            connections.Cut(person); // also those whose token was let go of since they were opened
    }

    /// <summary>Lets go of what is old, and of the oldest when there is too much.</summary>
    public void Trim()
    {
        var now = time.GetUtcNow();
        foreach (var (hash, at) in _revoked)
            if (now - at > RevocationsKept)
                _revoked.TryRemove(hash, out _);
        foreach (var (hash, entry) in _entries)
            if (now - entry.LoadedAt > KeptWithoutDatabase || (entry.Token is null && !entry.IsFresh(now)))
                _entries.TryRemove(hash, out _);
        foreach (var (hash, _) in _entries.OrderBy(pair => pair.Value.LoadedAt).Take(_entries.Count - MostEntries))
            _entries.TryRemove(hash, out _);
    }

    private async Task<KnownToken?> LoadAsync(TokenHash hash, Entry? stale, CancellationToken ct)
    {
        if (time.GetUtcNow().Ticks < Interlocked.Read(ref _retryAtTicks))
            return stale?.Token ?? throw Unreachable.AsException();
        try
        {
            // Shared by all who ask for the same token at once; whoever leaves does not take it from the others.
            return await _loads.GetAsync(hash, LoadFromDatabaseAsync).WaitAsync(ct);
        }
        catch (Exception failure) when (failure is NpgsqlException or TimeoutException || (failure is OperationCanceledException && !ct.IsCancellationRequested))
        {
            Interlocked.Exchange(ref _retryAtTicks, (time.GetUtcNow() + PauseAfterFailure).Ticks);
            return stale?.Token ?? throw Unreachable.AsException(failure);
        }
    }

    private async Task<KnownToken?> LoadFromDatabaseAsync(TokenHash hash)
    {
        var token = await lookUp.FindAsync(hash);
        _entries[hash] = new Entry(token, time.GetUtcNow());
        return token;
    }

    /// <summary>What PostgreSQL said of a token, and when; no token means that there is none.</summary>
    private sealed record Entry(KnownToken? Token, DateTimeOffset LoadedAt)
    {
        public bool IsFresh(DateTimeOffset now) =>
            now - LoadedAt < (Token is null ? FreshWhenUnknown : FreshWhenKnown) && (Token is null || Token.ExpiresAt > now);
    }
}
