using System.Data;
using System.Text.Json;
using Dapper;
using Npgsql;
using NpgsqlTypes;
using TalksPlatform.Contracts;

namespace TalksPlatform.Scheduler.Series;

/// <summary>A series' rules as jsonb: what a later version adds is off in rows of before.</summary>
internal sealed class RoomRulesHandler : SqlMapper.TypeHandler<RoomRules>
{
    public override RoomRules Parse(object stored) => JsonSerializer.Deserialize<RoomRules>((string)stored, JsonSerializerOptions.Web)!;

    public override void SetValue(IDbDataParameter parameter, RoomRules? rules)
    {
        parameter.Value = JsonSerializer.Serialize(rules ?? RoomRules.Default, JsonSerializerOptions.Web);
        ((NpgsqlParameter)parameter).NpgsqlDbType = NpgsqlDbType.Jsonb;
    }
}
