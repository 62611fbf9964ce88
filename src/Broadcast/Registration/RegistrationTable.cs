using Dapper;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Registration;

/// <summary>What attendees told of themselves, as rows.</summary>
internal static class RegistrationTable
{
    // A report is made of what was told until the talk was over; one answer more would show whose it is.
    private const string StillOpen = "NOT EXISTS (SELECT FROM talk WHERE talk_id = @Talk AND phase = 'Ended')";

    /// <summary>Keeps somebody's answers; false, and nothing is kept, when the talk is over.</summary>
    public static async Task<bool> TryKeepAsync(
        this BroadcastDb db, TalkId talk, SeriesId series, PersonId person, RegistrationAnswers answers, DateTimeOffset now, CancellationToken ct)
    {
        await using var connection = await db.OpenAsync(ct);
        return await connection.ExecuteAsync(new CommandDefinition(
            $"""
            INSERT INTO registration (talk_id, person_id, series_id, sector, province, sex, answered_at)
            SELECT @Talk, @Person, @Series, @Sector, @Province, @Sex, @Now WHERE {StillOpen}
            ON CONFLICT (talk_id, person_id) DO UPDATE
            SET sector = excluded.sector, province = excluded.province, sex = excluded.sex, answered_at = excluded.answered_at
            """,
            new { Talk = talk.Value, Person = person.Value, Series = series.Value, answers.Sector, answers.Province, answers.Sex, Now = now },
            cancellationToken: ct)) == 1;
    }

    /// <summary>
    /// Her answers for this talk, taken over from her latest of the series where she gave none here and the talk is not over; or
    /// null. Only what the series still asks for is taken over.
    /// </summary>
    public static async Task<RegistrationAnswers?> CarryOverAsync(
        this BroadcastDb db, TalkId talk, SeriesCard series, PersonId person, DateTimeOffset now, CancellationToken ct)
    {
        await using var connection = await db.OpenAsync(ct);
        return await connection.QueryFirstOrDefaultAsync<RegistrationAnswers>(new CommandDefinition(
            $"""
            WITH latest AS (
                SELECT CASE WHEN @Sector THEN sector END AS sector, CASE WHEN @Province THEN province END AS province, CASE WHEN @Sex THEN sex END AS sex
                FROM registration WHERE person_id = @Person AND series_id = @Series ORDER BY answered_at DESC LIMIT 1
            ), carried AS (
                INSERT INTO registration (talk_id, person_id, series_id, sector, province, sex, answered_at)
                SELECT @Talk, @Person, @Series, sector, province, sex, @Now FROM latest
                WHERE coalesce(sector, province, sex) IS NOT NULL AND {StillOpen}
                ON CONFLICT (talk_id, person_id) DO NOTHING
                RETURNING sector, province, sex
            )
            SELECT sector, province, sex FROM carried
            UNION ALL SELECT sector, province, sex FROM registration WHERE talk_id = @Talk AND person_id = @Person
            """,
            new
            {
                Talk = talk.Value,
                Person = person.Value,
                Series = series.Id.Value,
                Now = now,
                Sector = series.Rules.Asks.Contains(RegistrationField.Sector),
                Province = series.Rules.Asks.Contains(RegistrationField.Province),
                Sex = series.Rules.Asks.Contains(RegistrationField.Sex),
            },
            cancellationToken: ct));
    }

    /// <summary>Deletes all that somebody ever told of herself.</summary>
    public static async Task ForgetAsync(this BroadcastDb db, PersonId person, CancellationToken ct)
    {
        await using var connection = await db.OpenAsync(ct);
        await connection.ExecuteAsync(new CommandDefinition(
            "DELETE FROM registration WHERE person_id = @Person", new { Person = person.Value }, cancellationToken: ct));
    }

    public static async Task<IReadOnlyList<(PersonId Person, RegistrationAnswers Answers)>> AnswersAsync(
        this BroadcastDb db, TalkId talk, CancellationToken ct)
    {
        await using var connection = await db.OpenAsync(ct);
        var rows = await connection.QueryAsync<(Guid Person, string? Sector, string? Province, string? Sex)>(new CommandDefinition(
            "SELECT person_id, sector, province, sex FROM registration WHERE talk_id = @Talk", new { Talk = talk.Value }, cancellationToken: ct));
        return [.. rows.Select(row => (new PersonId(row.Person), new RegistrationAnswers(row.Sector, row.Province, row.Sex)))];
    }

    /// <summary>The talks of a series for which anybody told anything, oldest first.</summary>
    public static async Task<IReadOnlyList<TalkId>> RegisteredTalksAsync(this BroadcastDb db, SeriesId series, CancellationToken ct)
    {
        await using var connection = await db.OpenAsync(ct);
        var talks = await connection.QueryAsync<Guid>(new CommandDefinition(
            "SELECT talk_id FROM registration WHERE series_id = @Series GROUP BY talk_id ORDER BY min(answered_at)",
            new { Series = series.Value },
            cancellationToken: ct));
        return [.. talks.Select(talk => new TalkId(talk))];
    }
}
