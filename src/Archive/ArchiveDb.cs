using TalksPlatform.Contracts;
using TalksPlatform.Foundation.Data;

namespace TalksPlatform.Archive;

/// <summary>PostgreSQL as the archive sees it. Its queries lie beside the concepts: RecordingTable, RenditionTable, ReplayTable.</summary>
internal sealed class ArchiveDb : ModuleDatabase
{
    public const string SchemaName = "archive";

    static ArchiveDb() => SqlMapping.AddIdsOf(typeof(EpisodeId).Assembly);

    public ArchiveDb(PostgresOptions options) : base(SchemaName, options, mostConnections: 30)
    {
    }
}
