using Dapper;
using Npgsql;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Tests.Media;

/// <summary>What servers note of each other: where a talk is mixed.</summary>
internal sealed class NodeNote(StudioDatabase postgres) : IAsyncDisposable
{
    private readonly NpgsqlConnection _connection = new(postgres.Options.ConnectionString);

    public Task WriteAsync(TalkId talk, Uri url) => _connection.ExecuteAsync(
        "INSERT INTO broadcast.media_home (talk_id, url) VALUES (@Talk, @Url)", new { Talk = talk.Value, Url = url.ToString() });

    public Task<string?> ReadAsync(TalkId talk) => _connection.ExecuteScalarAsync<string?>(
        "SELECT url FROM broadcast.media_home WHERE talk_id = @Talk", new { Talk = talk.Value });

    public ValueTask DisposeAsync() => _connection.DisposeAsync();
}
