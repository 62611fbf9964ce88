using Dapper;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation.Data;
using TalksPlatform.Foundation.Faults;
using TalksPlatform.Server.Accounts.Tokens;

namespace TalksPlatform.Server.Accounts.Team;

/// <summary>Who works on which series, as rows. A series of null stands for all series.</summary>
internal static class TeamTable
{
    /// <summary>Gives a person this place in the team of a series, in place of the one that she had there.</summary>
    public static Task<int> SetMemberAsync(this UnitOfWork work, PersonId person, Membership membership, DateTimeOffset now, CancellationToken ct) =>
        work.Connection.ExecuteAsync(new CommandDefinition(
            """
            INSERT INTO accounts.member (person_id, series_id, role, added_at) VALUES (@Person, @Series, @Role, @Now)
            ON CONFLICT (person_id, series_id) DO UPDATE SET role = excluded.role;
            UPDATE accounts.person SET team_changed_at = @Now WHERE id = @Person AND created_at < @Now -- nothing is known of a new one yet
            """,
            new { Person = person.Value, Series = membership.Series?.Value, Role = TokenRow.TextOf(membership.Role), Now = now },
            work.Transaction,
            cancellationToken: ct));

    /// <summary>The team of a series, those of all series too; of null: those of all series alone.</summary>
    public static async Task<IReadOnlyList<TeamMember>> TeamAsync(this AccountsDb db, SeriesId? series, DateTimeOffset now, CancellationToken ct)
    {
        await using var connection = await db.OpenAsync(ct);
        var rows = await connection.QueryAsync<(Guid Person, string Name, string Role, bool Everywhere, bool Joined, DateTimeOffset AddedAt)>(
            new CommandDefinition(
                """
                SELECT p.id, coalesce(p.name, ''), m.role, m.series_id IS NULL,
                       EXISTS (SELECT FROM accounts.token t
                               WHERE t.person_id = p.id AND t.kind = 'session' AND t.revoked_at IS NULL AND t.expires_at > @Now),
                       m.added_at
                FROM accounts.member m JOIN accounts.person p ON p.id = m.person_id
                WHERE m.series_id IS NULL OR m.series_id = @Series
                ORDER BY m.added_at, p.id
                """,
                new { Series = series?.Value, Now = now },
                cancellationToken: ct));
        return
        [
            .. rows.Select(row => new TeamMember(
                new PersonId(row.Person), row.Name, TokenRow.Parse<Role>(row.Role), row.Everywhere, row.Joined, row.AddedAt)),
        ];
    }

    /// <summary>
    /// Takes somebody's place in this team. When it was her last, all her tokens end, and are told; null when she had no such
    /// place.
    /// </summary>
    /// <exception cref="FaultException">team.last-host.</exception>
    public static async Task<IReadOnlyList<TokenHash>?> RemoveMemberAsync(
        this AccountsDb db, PersonId person, SeriesId? series, bool hostStays, DateTimeOffset now, CancellationToken ct)
    {
        await using var work = await db.BeginAsync(ct);
        if (await work.PlaceAsync(person, series, ct) is not { } place)
            return null;
        if (place is Role.Host && hostStays)
            await work.EnsureAnotherHostAsync(person, series, now, ct);

        var ended = await work.Connection.QueryAsync<byte[]>(new CommandDefinition(
            """
            DELETE FROM accounts.member WHERE person_id = @Person AND series_id IS NOT DISTINCT FROM @Series;
            UPDATE accounts.person SET team_changed_at = @Now, team_left_at = @Now WHERE id = @Person;
            UPDATE accounts.token SET revoked_at = @Now
            WHERE person_id = @Person AND revoked_at IS NULL AND role IN ('screener', 'moderator', 'producer', 'host')
              AND NOT EXISTS (SELECT FROM accounts.member WHERE person_id = @Person)
            RETURNING hash
            """,
            new { Person = person.Value, Series = series?.Value, Now = now },
            work.Transaction,
            cancellationToken: ct));
        await work.CommitAsync(ct);
        return [.. ended.Select(hash => new TokenHash(hash))];
    }

    /// <summary>Gives somebody another role in the team that she is in, and tells the one that she had; null when she is not in it.</summary>
    /// <exception cref="FaultException">team.last-host.</exception>
    public static async Task<Role?> ChangeRoleAsync(
        this AccountsDb db, PersonId person, SeriesId series, Role role, bool hostStays, DateTimeOffset now, CancellationToken ct)
    {
        await using var work = await db.BeginAsync(ct);
        if (await work.PlaceAsync(person, series, ct) is not { } before)
            return null;
        if (before == role)
            return before;
        if (before is Role.Host && hostStays)
            await work.EnsureAnotherHostAsync(person, series, now, ct);

        await work.Connection.ExecuteAsync(new CommandDefinition(
            """
            UPDATE accounts.member SET role = @Role WHERE person_id = @Person AND series_id = @Series;
            UPDATE accounts.person
            SET team_changed_at = @Now, team_left_at = CASE WHEN @Lowered THEN @Now ELSE team_left_at END WHERE id = @Person
            """,
            new { Person = person.Value, Series = series.Value, Role = TokenRow.TextOf(role), Lowered = role < before, Now = now },
            work.Transaction,
            cancellationToken: ct));
        await work.CommitAsync(ct);
        return before;
    }

    /// <summary>What somebody is in this very team. Until the transaction ends nobody else changes a place in it.</summary>
    private static async Task<Role?> PlaceAsync(this UnitOfWork work, PersonId person, SeriesId? series, CancellationToken ct)
    {
        var places = await work.Connection.QueryAsync<(Guid Person, string Role)>(new CommandDefinition(
            "SELECT person_id, role FROM accounts.member WHERE series_id IS NOT DISTINCT FROM @Series ORDER BY person_id FOR UPDATE",
            new { Series = series?.Value },
            work.Transaction,
            cancellationToken: ct));
        return places.Where(place => place.Person == person.Value).Select(place => (Role?)TokenRow.Parse<Role>(place.Role)).FirstOrDefault();
    }

    /// <summary>Whoever is only invited may never come: she does not count.</summary>
    private static async Task EnsureAnotherHostAsync(
        this UnitOfWork work, PersonId person, SeriesId? series, DateTimeOffset now, CancellationToken ct)
    {
        var another = await work.Connection.ExecuteScalarAsync<bool>(new CommandDefinition(
            """
            SELECT EXISTS (SELECT FROM accounts.member m JOIN accounts.token t USING (person_id)
                           WHERE (m.series_id IS NULL OR m.series_id = @Series) AND m.role = 'host' AND m.person_id <> @Person
                             AND t.kind = 'session' AND t.revoked_at IS NULL AND t.expires_at > @Now)
            """,
            new { Series = series?.Value, Person = person.Value, Now = now },
            work.Transaction,
            cancellationToken: ct));
        if (!another)
            throw TeamFaults.LastHost.AsException();
    }
}

/// <summary>Somebody in a team.</summary>
/// <param name="Person">Who.</param>
/// <param name="Name">As whoever invited her wrote it.</param>
/// <param name="Role">What she is there.</param>
/// <param name="Everywhere">In the team of all series.</param>
/// <param name="Joined">She has opened her link and is signed in somewhere.</param>
/// <param name="AddedAt">When she was invited.</param>
internal sealed record TeamMember(PersonId Person, string Name, Role Role, bool Everywhere, bool Joined, DateTimeOffset AddedAt);
