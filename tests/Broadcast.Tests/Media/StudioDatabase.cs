using TalksPlatform.Foundation.Data;
using TalksPlatform.TestKit;

namespace TalksPlatform.Broadcast.Tests.Media;

/// <summary>A database for the studio's tests.</summary>
public sealed class StudioDatabase() : PostgresFixture(new MigrationSet("broadcast", typeof(BroadcastModule).Assembly));
