using TalksPlatform.Archive.Recordings;
using TalksPlatform.Foundation.Data;
using TalksPlatform.TestKit;

[assembly: AssemblyFixture(typeof(TestClusterEnd))]

namespace TalksPlatform.Archive.Tests.Given;

/// <summary>A database with the archive's tables.</summary>
public sealed class ArchiveDatabase() : PostgresFixture(new MigrationSet("archive", typeof(Recording).Assembly));
