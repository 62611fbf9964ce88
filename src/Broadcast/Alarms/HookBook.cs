using System.Buffers.Text;
using Dapper;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation;

namespace TalksPlatform.Broadcast.Alarms;

/// <summary>Who is told of a series' alarms, in PostgreSQL. What signs for a hook follows from the house's key and lies nowhere.</summary>
internal sealed class HookBook(BroadcastDb db, DataFolder data)
{
    private readonly HouseKey _key = new(data, "alarms");

    /// <summary>What a hook's messages are signed with, as its owner is told it once.</summary>
    public string SecretOf(Guid hook) => Base64Url.EncodeToString(_key.Sign($"alarm hook {hook:N}"));

    public async Task<IReadOnlyList<AlarmHook>> ListAsync(SeriesId series, CancellationToken ct)
    {
        await using var connection = await db.OpenAsync(ct);
        return [.. await connection.QueryAsync<AlarmHook>(new CommandDefinition(
            "SELECT hook_id AS id, url, added_at AS addedat FROM alarm_hook WHERE series_id = @Series ORDER BY added_at, hook_id",
            new { Series = series.Value }, cancellationToken: ct))];
    }

    /// <summary>Adds a hook, or finds the one of this address; null when there are as many as may be.</summary>
    public async Task<AlarmHook?> AddAsync(SeriesId series, Uri url, CancellationToken ct)
    {
        await using var connection = await db.OpenAsync(ct);
        return await connection.QuerySingleOrDefaultAsync<AlarmHook>(new CommandDefinition(
            """
            INSERT INTO alarm_hook (hook_id, series_id, url) SELECT @Id, @Series, @Url
            WHERE (SELECT count(*) FROM alarm_hook WHERE series_id = @Series AND url <> @Url) < @Most
            ON CONFLICT (series_id, url) DO UPDATE SET url = excluded.url RETURNING hook_id AS id, url, added_at AS addedat
            """,
            new { Id = Guid.CreateVersion7(), Series = series.Value, Url = url.AbsoluteUri, Most = HookFaults.MostHooks },
            cancellationToken: ct));
    }

    /// <summary>Removes a hook; false when there is none.</summary>
    public async Task<bool> RemoveAsync(SeriesId series, Guid hook, CancellationToken ct)
    {
        await using var connection = await db.OpenAsync(ct);
        return await connection.ExecuteAsync(new CommandDefinition(
            "DELETE FROM alarm_hook WHERE hook_id = @hook AND series_id = @Series",
            new { hook, Series = series.Value }, cancellationToken: ct)) > 0;
    }
}

/// <summary>Somebody who is told.</summary>
/// <param name="Id">The hook.</param>
/// <param name="Url">Where; it may bear a secret of its owner's, and is shown to nobody.</param>
/// <param name="AddedAt">Since when.</param>
internal sealed record AlarmHook(Guid Id, string Url, DateTime AddedAt);
