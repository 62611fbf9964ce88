using Dapper;
using Npgsql;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation.Data;
using TalksPlatform.Scheduler.Series;

namespace TalksPlatform.Scheduler;

/// <summary>The calendar's tables.</summary>
internal sealed class SchedulerDb(PostgresOptions options) : ModuleDatabase(SchemaName, options, mostConnections: 30)
{
    public const string SchemaName = "scheduler";

    static SchedulerDb()
    {
        SqlMapping.AddIdsOf(typeof(EpisodeId).Assembly);
        SqlMapper.AddTypeHandler(new RoomRulesHandler());
    }

    /// <summary>Runs a write, and tells an overlap in the fault's words.</summary>
    public static async Task<T> RefusingOverlapAsync<T>(Task<T> write)
    {
        try
        {
            return await write;
        }
        catch (PostgresException broken) when (broken.ConstraintName == "episode_slot_taken")
        {
            throw SchedulerFaults.SlotTaken.AsException(broken);
        }
    }
}
