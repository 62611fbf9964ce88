using TalksPlatform.Foundation.Data;

namespace TalksPlatform.Broadcast;

/// <summary>The live side's own schema.</summary>
internal sealed class BroadcastDb(PostgresOptions options) : ModuleDatabase("broadcast", options);
