using Dapper;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation.Data;

namespace TalksPlatform.Server.Accounts.Team;

/// <summary>Who works on which series, as rows.</summary>
internal static class TeamTable
{
    /// <summary>Gives a person this place in the team of a series, in place of the one that she had there.</summary>
    public static Task<int> SetMemberAsync(this UnitOfWork work, PersonId person, Membership membership, DateTimeOffset now, CancellationToken ct) =>
        work.Connection.ExecuteAsync(new CommandDefinition(
            """
            INSERT INTO accounts.member (person_id, series_id, role, added_at) VALUES (@Person, @Series, @Role, @Now)
            ON CONFLICT (person_id, series_id) DO UPDATE SET role = excluded.role;
            UPDATE accounts.person SET team_changed_at = @Now WHERE id = @Person
            """,
            new { Person = person.Value, Series = membership.Series?.Value, Role = TokenRow.TextOf(membership.Role), Now = now },
            work.Transaction,
            cancellationToken: ct));
}
