using TalksPlatform.TestKit;

[assembly: AssemblyFixture(typeof(TestClusterEnd))]

namespace TalksPlatform.Scheduler.Tests;

/// <summary>A database with the calendar's tables.</summary>
public sealed class SchedulerDatabase() : PostgresFixture([new(SchedulerDb.SchemaName, typeof(SchedulerModule).Assembly)]);
