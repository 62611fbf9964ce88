using Dapper;
using TalksPlatform.Broadcast.Handouts;
using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation.Data;

namespace TalksPlatform.Broadcast.Reading;

/// <summary>Finds files to take home in the logs of all talks.</summary>
internal sealed class HandoutLookUp(BroadcastDb db) : IHandoutLookUp
{
    private static readonly string Sql =
        $"""
        SELECT talk_id, body::text FROM talk_event AS added
        WHERE type = 'HandoutAdded'
            AND {SearchWords.In("body #>> ARRAY['handout', 'title']")}
            AND NOT EXISTS (
                SELECT FROM talk_event AS removed
                WHERE removed.talk_id = added.talk_id AND removed.type = 'HandoutRemoved' AND removed.seq > added.seq
                    AND removed.body ->> 'handout' = added.body #>> ARRAY['handout', 'id'])
        ORDER BY at DESC
        LIMIT @limit
        """;

    public async Task<IReadOnlyList<FoundHandout>> SearchAsync(IReadOnlyList<string> words, int limit, CancellationToken ct)
    {
        if (words.Count == 0)
            return [];
        await using var connection = await db.OpenAsync(ct);
        var lines = await connection.QueryAsync<(Guid Talk, string Body)>(new CommandDefinition(
            Sql, new { patterns = SearchWords.Patterns(words), limit }, commandTimeout: SearchWords.Patience, cancellationToken: ct));
        return [.. lines.Select(line => Found(new TalkId(line.Talk), line.Body))];
    }

    private static FoundHandout Found(TalkId talk, string body) =>
        new(talk, StageViewer.Handout(talk, ((HandoutAdded)TalkEventJson.Read(nameof(HandoutAdded), body)).Handout));
}
