using TalksPlatform.Foundation.Data;
using TalksPlatform.TestKit;

[assembly: AssemblyFixture(typeof(TestClusterEnd))]

namespace TalksPlatform.Foundation.Tests.Data;

/// <summary>A database with no module in it but messaging.</summary>
public sealed class EmptyDatabase() : PostgresFixture([]);

/// <summary>A database with a module of the tests' own.</summary>
public sealed class SampleDatabase() : PostgresFixture([new("sample", typeof(SampleDatabase).Assembly)]);

/// <summary>A module's database.</summary>
internal sealed class SampleDb(string schema, PostgresOptions options) : ModuleDatabase(schema, options, mostConnections: 10);
