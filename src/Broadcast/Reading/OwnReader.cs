using Dapper;
using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Reading;

/// <summary>What the live side keeps of one person.</summary>
internal sealed class OwnReader(BroadcastDb db, TalkDirectory talks) : IOwnReader
{
    public async Task<IReadOnlyList<OwnQuestions>> QuestionsAsync(PersonId person, int most, CancellationToken ct)
    {
        var asked = new List<OwnQuestions>();
        foreach (var talk in await AskedInAsync(person, most, ct))
        {
            if (await talks.TryFindAsync(talk, ct) is not { State: var state })
                continue;
            var viewer = new Viewer(person, SeesStudio: false);
            var own = RoomViews.Own(state.Questions, viewer).OrderBy(question => question.Order).ToList();
            if (own.Count > 0)
                asked.Add(new OwnQuestions(talk, [.. own.Select(question => RoomViews.Question(question, viewer))]));
        }
        return asked;
    }

    public async Task<IReadOnlyList<OwnRegistration>> RegistrationsAsync(PersonId person, int limit, CancellationToken ct)
    {
        await using var connection = await db.OpenAsync(ct);
        var rows = await connection.QueryAsync<(Guid Talk, string? Sector, string? Province, string? Sex)>(new CommandDefinition(
            "SELECT talk_id, sector, province, sex FROM registration WHERE person_id = @Person ORDER BY answered_at DESC LIMIT @Limit",
            new { Person = person.Value, Limit = limit },
            cancellationToken: ct));
        return [.. rows.Select(row => new OwnRegistration(new TalkId(row.Talk), new RegistrationAnswers(row.Sector, row.Province, row.Sex)))];
    }

    private async Task<IEnumerable<TalkId>> AskedInAsync(PersonId person, int most, CancellationToken ct)
    {
        await using var connection = await db.OpenAsync(ct);
        var found = await connection.QueryAsync<Guid>(new CommandDefinition(
            """
            SELECT talk_id FROM talk_event WHERE type = 'QuestionAsked' AND actor = @Person
            GROUP BY talk_id ORDER BY max(at) DESC LIMIT @Most
            """,
            new { Person = person.Value, Most = most },
            cancellationToken: ct));
        return found.Select(talk => new TalkId(talk));
    }
}
