using Dapper;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation.Data;
using TalksPlatform.Server.Accounts.Team;
using TalksPlatform.Server.Accounts.Tokens;

namespace TalksPlatform.Server.Accounts;

/// <summary>People and their tokens. Times come from the caller, so that tests can move them.</summary>
internal sealed class AccountsDb(PostgresOptions options) : ModuleDatabase(SchemaName, options, mostConnections: 30)
{
    public const string SchemaName = "accounts";

    private const string TokenColumns =
        """
        t.hash, t.kind, t.person_id AS PersonId, p.name, t.role, t.talk_id AS TalkId, t.expires_at AS ExpiresAt,
        ARRAY(SELECT coalesce(m.series_id::text, '*') || ':' || m.role FROM accounts.member m WHERE m.person_id = p.id) AS Memberships
        """;

    /// <summary>Those of these tokens that have not expired and were not revoked.</summary>
    public async Task<IReadOnlyDictionary<TokenHash, KnownToken>> FindTokensAsync(
        IReadOnlyList<TokenHash> hashes, DateTimeOffset now, CancellationToken ct)
    {
        await using var connection = await OpenAsync(ct);
        var rows = await connection.QueryAsync<TokenRow>(new CommandDefinition(
            $"""
            UPDATE accounts.token SET last_used_at = @Now WHERE hash IN (
                SELECT hash FROM accounts.token
                WHERE hash = ANY(@Hashes) AND revoked_at IS NULL AND (last_used_at IS NULL OR last_used_at < @Now - interval '1 hour')
                FOR NO KEY UPDATE SKIP LOCKED); -- another node notes the same

            SELECT {TokenColumns} FROM accounts.token t JOIN accounts.person p ON p.id = t.person_id
            WHERE t.hash = ANY(@Hashes) AND t.revoked_at IS NULL AND t.expires_at > @Now
            """,
            new { Hashes = hashes.Select(hash => hash.Value).ToArray(), Now = now },
            cancellationToken: ct));
        return rows.Select(row => row.ToToken()).ToDictionary(token => token.Hash);
    }

    /// <summary>Writes a token down, and its person unless she is known.</summary>
    public async Task AddAsync(KnownToken token, DateTimeOffset now, CancellationToken ct)
    {
        await using var work = await BeginAsync(ct);
        await work.Connection.ExecuteAsync(new CommandDefinition(
            "INSERT INTO accounts.person (id, name, created_at) VALUES (@Id, @Name, @Now) ON CONFLICT (id) DO NOTHING",
            new { Id = token.Person.Value, token.Name, Now = now },
            work.Transaction,
            cancellationToken: ct));
        foreach (var membership in token.Memberships)
            await work.SetMemberAsync(token.Person, membership, now, ct);
        await AddTokenAsync(work, token, now, ct);
        await work.CommitAsync(ct);
    }

    /// <summary>
    /// Burns a one-time link and opens a session for its person, both or neither. Null when the link was used, has
    /// expired or was never there: of two who come at once, one wins.
    /// </summary>
    public async Task<KnownToken?> ExchangeAsync(
        TokenHash link, TokenHash session, DateTimeOffset expiresAt, DateTimeOffset now, CancellationToken ct)
    {
        await using var work = await BeginAsync(ct);
        var row = await work.Connection.QuerySingleOrDefaultAsync<TokenRow>(new CommandDefinition(
            $"""
            UPDATE accounts.token t SET revoked_at = @Now, last_used_at = @Now FROM accounts.person p
            WHERE p.id = t.person_id AND t.hash = @Hash AND t.kind = 'one_time_link' AND t.revoked_at IS NULL AND t.expires_at > @Now
            RETURNING {TokenColumns}
            """,
            new { Hash = link.Value, Now = now },
            work.Transaction,
            cancellationToken: ct));
        if (row is null)
            return null;

        var burnt = row.ToToken();
        var opened = new KnownToken(session, TokenKind.Session, burnt.Person, burnt.Name, burnt.Role, burnt.Talk, expiresAt, burnt.Memberships);
        await AddTokenAsync(work, opened, now, ct);
        await work.CommitAsync(ct);
        return opened;
    }

    /// <summary>The platform's administrator, and whether she has signed in yet; null when there is none.</summary>
    public async Task<(PersonId Id, bool SignedIn)?> FindAdministratorAsync(DateTimeOffset now, CancellationToken ct)
    {
        await using var connection = await OpenAsync(ct);
        var row = await connection.QueryFirstOrDefaultAsync<(Guid Id, bool SignedIn)?>(new CommandDefinition(
            """
            SELECT person_id, bool_or(kind = 'session' AND revoked_at IS NULL AND expires_at > @Now) FROM accounts.token
            WHERE role = 'administrator' GROUP BY person_id ORDER BY min(created_at) LIMIT 1
            """,
            new { Now = now },
            cancellationToken: ct));
        return row is { } found ? (new PersonId(found.Id), found.SignedIn) : null;
    }

    /// <summary>Ends one token.</summary>
    public Task<int> RevokeAsync(TokenHash hash, DateTimeOffset now, CancellationToken ct) =>
        ExecuteAsync("UPDATE accounts.token SET revoked_at = @Now WHERE hash = @Hash AND revoked_at IS NULL", new { Hash = hash.Value, Now = now }, ct);

    /// <summary>Ends all that a speaker can show for this talk, and tells which tokens that were.</summary>
    public Task<IReadOnlyList<TokenHash>> RevokeSpeakerAsync(TalkId talk, PersonId person, DateTimeOffset now, CancellationToken ct) =>
        HashesAsync(
            """
            UPDATE accounts.token SET revoked_at = @Now
            WHERE talk_id = @Talk AND person_id = @Person AND revoked_at IS NULL RETURNING hash
            """,
            new { Talk = talk.Value, Person = person.Value, Now = now },
            ct);

    /// <summary>A talk was moved or is over: the links of its speakers follow.</summary>
    public Task<int> ExtendSpeakersAsync(TalkId talk, DateTimeOffset expiresAt, CancellationToken ct) =>
        ExecuteAsync(
            "UPDATE accounts.token SET expires_at = @ExpiresAt WHERE talk_id = @Talk AND revoked_at IS NULL AND created_at < @ExpiresAt",
            new { Talk = talk.Value, ExpiresAt = expiresAt },
            ct);

    /// <summary>Tokens that were revoked since then, on whichever node.</summary>
    public Task<IReadOnlyList<TokenHash>> RevokedSinceAsync(DateTimeOffset since, CancellationToken ct) =>
        HashesAsync("SELECT hash FROM accounts.token WHERE revoked_at >= @Since", new { Since = since }, ct);

    /// <summary>
    /// People whose place in a team was changed since then, on whichever node, and when one was last taken from them or made
    /// smaller.
    /// </summary>
    public async Task<IReadOnlyList<(PersonId Person, DateTimeOffset? LeftAt)>> TeamChangedSinceAsync(DateTimeOffset since, CancellationToken ct)
    {
        await using var connection = await OpenAsync(ct);
        var people = await connection.QueryAsync<(Guid Id, DateTimeOffset? LeftAt)>(new CommandDefinition(
            "SELECT id, CASE WHEN team_left_at >= @Since THEN team_left_at END FROM accounts.person WHERE team_changed_at >= @Since",
            new { Since = since },
            cancellationToken: ct));
        return [.. people.Select(person => (new PersonId(person.Id), person.LeftAt))];
    }

    /// <summary>Deletes tokens that ended before then, and people who have none left.</summary>
    public Task<int> SweepAsync(DateTimeOffset before, CancellationToken ct) =>
        ExecuteAsync(
            """
            DELETE FROM accounts.token WHERE expires_at < @Before OR revoked_at < @Before;
            DELETE FROM accounts.person p
            WHERE created_at < @Before AND (team_changed_at IS NULL OR team_changed_at < @Before) AND NOT EXISTS (SELECT FROM accounts.token t WHERE t.person_id = p.id)
            """,
            new { Before = before },
            ct);

    private static Task<int> AddTokenAsync(UnitOfWork work, KnownToken token, DateTimeOffset now, CancellationToken ct) =>
        work.Connection.ExecuteAsync(new CommandDefinition(
            """
            INSERT INTO accounts.token (hash, kind, person_id, role, talk_id, created_at, expires_at)
            VALUES (@Hash, @Kind, @Person, @Role, @Talk, @Now, @ExpiresAt)
            """,
            new
            {
                Hash = token.Hash.Value,
                Kind = TokenRow.TextOf(token.Kind),
                Person = token.Person.Value,
                Role = TokenRow.TextOf(token.Role),
                Talk = token.Talk?.Value,
                Now = now,
                token.ExpiresAt,
            },
            work.Transaction,
            cancellationToken: ct));

    private async Task<int> ExecuteAsync(string sql, object parameters, CancellationToken ct)
    {
        await using var connection = await OpenAsync(ct);
        return await connection.ExecuteAsync(new CommandDefinition(sql, parameters, cancellationToken: ct));
    }

    private async Task<IReadOnlyList<TokenHash>> HashesAsync(string sql, object parameters, CancellationToken ct)
    {
        await using var connection = await OpenAsync(ct);
        var hashes = await connection.QueryAsync<byte[]>(new CommandDefinition(sql, parameters, cancellationToken: ct));
        return [.. hashes.Select(hash => new TokenHash(hash))];
    }
}
