using Dapper;
using TalksPlatform.Contracts;

namespace TalksPlatform.Server.Accounts.Access;

/// <summary>Reads from teams and tokens what somebody may do.</summary>
internal sealed class PeopleReader(AccountsDb db, TimeProvider time) : IPeopleReader
{
    public async Task<Role> RoleInAsync(PersonId person, TalkId talk, SeriesId series, CancellationToken ct)
    {
        await using var connection = await db.OpenAsync(ct);
        var roles = await connection.QueryAsync<string>(new CommandDefinition(
            """
            SELECT role FROM accounts.member WHERE person_id = @Person AND (series_id IS NULL OR series_id = @Series)
            UNION
            SELECT role FROM accounts.token
            WHERE person_id = @Person AND revoked_at IS NULL AND expires_at > @Now AND (role = 'administrator' OR talk_id = @Talk)
            """,
            new { Person = person.Value, Series = series.Value, Talk = talk.Value, Now = time.GetUtcNow() },
            cancellationToken: ct));
        return roles.Select(TokenRow.Parse<Role>).DefaultIfEmpty(Role.Attendee).Max();
    }
}
