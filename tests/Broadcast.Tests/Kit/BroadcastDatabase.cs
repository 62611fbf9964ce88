using TalksPlatform.Foundation.Data;
using TalksPlatform.TestKit;

[assembly: AssemblyFixture(typeof(TestClusterEnd))]

namespace TalksPlatform.Broadcast.Tests.Kit;

/// <summary>A database with the live side's schema.</summary>
public sealed class BroadcastDatabase() : PostgresFixture(new MigrationSet("broadcast", typeof(BroadcastModule).Assembly));
