using Dapper;
using Npgsql;
using TalksPlatform.Foundation.Data;
using TalksPlatform.Foundation.Faults;
using TalksPlatform.TestKit;

namespace TalksPlatform.Foundation.Tests.Data;

public sealed class MigratorTests(EmptyDatabase database) : IClassFixture<EmptyDatabase>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Servers_that_start_together_migrate_once()
    {
        var options = await database.CloneAsync();
        MigrationSet[] sets = [new("sample", typeof(MigratorTests).Assembly)];

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Migrator.RunAsync(options, sets, Ct)));

        await using var connection = new NpgsqlConnection(options.ConnectionString);
        (await connection.QueryAsync<string>("SELECT name FROM public.schema_migration WHERE schema = 'sample' ORDER BY number"))
            .ShouldBe(["first", "second"]);
    }

    [Fact]
    public async Task A_module_sees_its_own_tables_and_nobody_elses()
    {
        var options = await MigratedAsync();
        await using var sample = new SampleDb("sample", options);
        await using var connection = await sample.OpenAsync(Ct);

        await connection.ExecuteAsync("INSERT INTO note (text) VALUES ('mine')");

        var refusal = await Should.ThrowAsync<PostgresException>(() => connection.ExecuteAsync("SELECT * FROM messaging.delivery"));
        refusal.SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege);
    }

    [Fact]
    public async Task A_migration_that_was_changed_after_it_ran_is_refused()
    {
        var options = await MigratedAsync();
        await ExecuteAsync(options, "UPDATE public.schema_migration SET checksum = 'other' WHERE schema = 'sample' AND number = 1");

        (await Should.ThrowAsync<FaultException>(() => MigrateAsync(options))).Code.ShouldBe("data.changed-migration");
    }

    [Fact]
    public async Task A_database_of_a_newer_version_is_refused()
    {
        var options = await MigratedAsync();
        await ExecuteAsync(options, "INSERT INTO public.schema_migration (schema, number, name, checksum) VALUES ('sample', 3, 'third', 'x')");

        (await Should.ThrowAsync<FaultException>(() => MigrateAsync(options))).Message.ShouldContain("third");
    }

    [Fact]
    public void How_a_checkout_ends_its_lines_does_not_change_a_checksum() =>
        Migration.From(1, "first", "CREATE TABLE a ();\r\nSELECT 1;\r\n").Checksum
            .ShouldBe(Migration.From(1, "first", "CREATE TABLE a ();\nSELECT 1;\n").Checksum);

    private async Task<PostgresOptions> MigratedAsync()
    {
        var options = await database.CloneAsync();
        await MigrateAsync(options);
        return options;
    }

    private static Task MigrateAsync(PostgresOptions options) =>
        Migrator.RunAsync(options, [new("sample", typeof(MigratorTests).Assembly)], Ct);

    private static async Task ExecuteAsync(PostgresOptions options, string sql)
    {
        await using var connection = new NpgsqlConnection(options.ConnectionString);
        await connection.ExecuteAsync(sql);
    }
}
