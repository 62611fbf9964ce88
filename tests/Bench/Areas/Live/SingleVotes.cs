using Dapper;
using Npgsql;
using NpgsqlTypes;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation.Data;

namespace TalksPlatform.Bench.Areas.Live;

/// <summary>
/// The peer: a row and a commit a vote. It gets the best of everything: a connection of its own for each voter, a prepared
/// statement, one index, no counters, no order.
/// </summary>
internal sealed class SingleVotes : Votes
{
    private readonly NpgsqlDataSource _source;
    private readonly string _table;
    private readonly Guid _poll = PollId.New().Value;
    private readonly List<NpgsqlCommand> _inserts = [];

    private SingleVotes(NpgsqlDataSource source, string table, int connections)
        : base(connections) => (_source, _table) = (source, table);

    public static async Task<SingleVotes> OpenAsync(PostgresOptions postgres, string name, int connections, CancellationToken ct)
    {
        var votes = new SingleVotes(NpgsqlDataSource.Create(postgres.ConnectionString), $"single_vote_{name}", connections);
        await votes.PrepareAsync(connections, ct);
        return votes;
    }

    public override async ValueTask DisposeAsync()
    {
        foreach (var insert in _inserts)
        {
            await insert.Connection!.DisposeAsync();
            await insert.DisposeAsync();
        }
        await _source.DisposeAsync();
    }

    protected override async Task CastAsync(int voter, CancellationToken ct)
    {
        var insert = _inserts[voter];
        insert.Parameters[1].Value = PersonId.New().Value;
        insert.Parameters[2].Value = (short)(voter % 2);
        await insert.ExecuteNonQueryAsync(ct);
    }

    protected override async Task<long> CountAsync(CancellationToken ct)
    {
        await using var connection = await _source.OpenConnectionAsync(ct);
        return await connection.ExecuteScalarAsync<long>(new CommandDefinition($"SELECT count(*) FROM {_table}", cancellationToken: ct));
    }

    private async Task PrepareAsync(int connections, CancellationToken ct)
    {
        await using var create = _source.CreateCommand(
            $"CREATE TABLE {_table} (poll_id uuid, person_id uuid, choice smallint NOT NULL, PRIMARY KEY (poll_id, person_id))");
        await create.ExecuteNonQueryAsync(ct);
        for (var i = 0; i < connections; i++)
        {
            var insert = new NpgsqlCommand(
                $"INSERT INTO {_table} (poll_id, person_id, choice) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
                await _source.OpenConnectionAsync(ct))
            {
                Parameters =
                {
                    new() { Value = _poll },
                    new() { NpgsqlDbType = NpgsqlDbType.Uuid },
                    new() { NpgsqlDbType = NpgsqlDbType.Smallint },
                },
            };
            _inserts.Add(insert);
            await insert.PrepareAsync(ct);
        }
    }
}
