using Dapper;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation.Data;
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
    public static async Task<IReadOnlyList<TokenHash>?> RemoveMemberAsync(
        this AccountsDb db, PersonId person, SeriesId? series, DateTimeOffset now, CancellationToken ct)
    {
        await using var work = await db.BeginAsync(ct);
        var removed = await work.Connection.ExecuteAsync(new CommandDefinition(
            "DELETE FROM accounts.member WHERE person_id = @Person AND series_id IS NOT DISTINCT FROM @Series",
            new { Person = person.Value, Series = series?.Value },
            work.Transaction,
            cancellationToken: ct));
        if (removed == 0)
            return null;

        var ended = await work.Connection.QueryAsync<byte[]>(new CommandDefinition(
            """
            UPDATE accounts.person SET team_changed_at = @Now, team_left_at = @Now WHERE id = @Person;
            UPDATE accounts.token SET revoked_at = @Now
            WHERE person_id = @Person AND revoked_at IS NULL AND role IN ('screener', 'moderator', 'producer', 'host')
              AND NOT EXISTS (SELECT FROM accounts.member WHERE person_id = @Person)
            RETURNING hash
            """,
            new { Person = person.Value, Now = now },
            work.Transaction,
            cancellationToken: ct));
        await work.CommitAsync(ct);
        return [.. ended.Select(hash => new TokenHash(hash))];
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
