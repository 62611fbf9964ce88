using Dapper;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation.Data;

namespace TalksPlatform.Archive.Replays;

/// <summary>Finds questions and their answers in all public replays.</summary>
internal sealed class AnswerLookUp(ArchiveDb db) : IAnswerLookUp
{
    private static readonly string Sql =
        $"""
        SELECT episode_id, text, language, votes, answer, answer_at
        FROM archive.replay_question JOIN archive.replay USING (episode_id)
        WHERE {SearchWords.In("concat_ws(' ', text, answer)")}
        ORDER BY (answer_at IS NULL AND answer IS NULL), published_at DESC, episode_id, ordinal
        LIMIT @limit
        """;

    public async Task<IReadOnlyList<FoundQuestion>> SearchAsync(IReadOnlyList<string> words, int limit, CancellationToken ct)
    {
        if (words.Count == 0)
            return [];
        await using var connection = await db.OpenAsync(ct);
        var found = await connection.QueryAsync<FoundQuestion>(new(
            Sql, new { patterns = SearchWords.Patterns(words), limit }, commandTimeout: SearchWords.Patience, cancellationToken: ct));
        return found.AsList();
    }
}
