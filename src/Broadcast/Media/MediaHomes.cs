using System.Data.Common;
using Dapper;
using Microsoft.Extensions.Logging;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Media;

/// <summary>
/// Where each talk is mixed, as the holder of its media lease has noted it: another server sends browsers there. Only a
/// hint, for a holder may have crashed: then the next one notes itself.
/// </summary>
internal sealed class MediaHomes(BroadcastDb db, BroadcastOptions options, ILogger<MediaHomes> logger)
{
    /// <summary>The talk is mixed here from now on. PostgreSQL's absence keeps nobody from mixing.</summary>
    public async Task MoveInAsync(TalkId talk, CancellationToken ct)
    {
        try
        {
            await using var connection = await db.OpenAsync(ct);
            await connection.ExecuteAsync(new CommandDefinition(
                options.NodeUrl is null
                    ? "DELETE FROM media_home WHERE talk_id = @Talk"
                    : """
                      INSERT INTO media_home (talk_id, url) VALUES (@Talk, @Url)
                      ON CONFLICT (talk_id) DO UPDATE SET url = excluded.url
                      """,
                new { Talk = talk.Value, Url = options.NodeUrl?.ToString() }, cancellationToken: ct));
        }
        catch (DbException unreachable)
        {
            logger.LogWarning("Talk {Talk}: where it is mixed could not be noted ({Reason})", talk, unreachable.Message);
        }
    }

    /// <summary>The server that mixes the talk; null when that is unknown, or this one, which just does not yet.</summary>
    public async Task<Uri?> FindElsewhereAsync(TalkId talk, CancellationToken ct)
    {
        if (options.NodeUrl is null)
            return null;

        await using var connection = await db.OpenAsync(ct);
        var url = await connection.ExecuteScalarAsync<string?>(new CommandDefinition(
            "SELECT url FROM media_home WHERE talk_id = @Talk", new { Talk = talk.Value }, cancellationToken: ct));
        return url is null || new Uri(url) == options.NodeUrl ? null : new Uri(url);
    }
}
