using Dapper;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation.Data;

namespace TalksPlatform.Foundation.Tests.Data;

public sealed class SqlMappingTests(SampleDatabase database) : IClassFixture<SampleDatabase>
{
    [Fact]
    public async Task Ids_and_instants_go_to_PostgreSQL_and_come_back()
    {
        SqlMapping.AddIdsOf(typeof(EpisodeId).Assembly);
        await using var db = new SampleDb("sample", database.Options);
        await using var connection = await db.OpenAsync(TestContext.Current.CancellationToken);
        var note = new Note(EpisodeId.New(), "hello", new DateTimeOffset(2026, 11, 26, 19, 0, 0, TimeSpan.FromHours(7)));

        await connection.ExecuteAsync("INSERT INTO note (id, text, at) VALUES (@NoteId, @Text, @StartsAt)", note);
        var read = await connection.QuerySingleAsync<Note>("SELECT id AS note_id, text, at AS starts_at FROM note WHERE id = @NoteId", new { note.NoteId });
        var never = await connection.QuerySingleAsync<Note>("SELECT id AS note_id, text, NULL::timestamptz AS starts_at FROM note WHERE id = @NoteId", new { note.NoteId });

        read.ShouldBe(note);
        never.StartsAt.ShouldBeNull();
    }

    private sealed record Note(EpisodeId NoteId, string Text, DateTimeOffset? StartsAt);
}
