using Dapper;
using Npgsql;
using TalksPlatform.Foundation.Data;
using TalksPlatform.TestKit;

namespace TalksPlatform.Foundation.Tests.Data;

public sealed class LeaseTests(SampleDatabase database) : IClassFixture<SampleDatabase>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Only_one_holds_a_lease_until_it_is_given_back()
    {
        await using var db = new SampleDb("sample", database.Options);

        await using (var first = await db.TryLeaseAsync("rendition:1", Ct))
        {
            first.ShouldNotBeNull();
            (await db.TryLeaseAsync("rendition:1", Ct)).ShouldBeNull();
            await using var other = await db.TryLeaseAsync("rendition:2", Ct);
            other.ShouldNotBeNull();
        }

        await using var again = await db.TryLeaseAsync("rendition:1", Ct);
        again.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_holder_whose_connection_breaks_is_told_and_another_may_take_over()
    {
        var options = await database.CloneAsync();
        await using var db = new SampleDb("sample", options);
        await using var lease = await db.TryLeaseAsync("media:1", Ct);

        await PostgresFixture.BreakConnectionsAsync(options);
        await Eventually.BecomesAsync(() => lease!.Lost.IsCancellationRequested, "the holder learns that its lease is lost");

        await using var next = await db.TryLeaseAsync("media:1", Ct);
        next.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_holder_whose_line_falls_silent_is_told_although_nobody_closed_it()
    {
        var options = await database.CloneAsync();
        await using var line = new CuttableLine(options.ConnectionString);
        await using var db = new SampleDb("sample", new PostgresOptions(line.Connection));
        await using var lease = await db.TryLeaseAsync("media:1", Ct);
        await using var straight = new SampleDb("sample", options);

        line.FallSilent();
        await Eventually.BecomesAsync(() => lease!.Lost.IsCancellationRequested, "the holder learns that its lease is lost", TimeSpan.FromMinutes(4));

        (await lease!.LingersAsync(straight.Source, Ct)).ShouldBeTrue("PostgreSQL has not heard of it");
        line.CloseAll();
        await Eventually.BecomesAsync(async () => !await lease.LingersAsync(straight.Source, Ct), "PostgreSQL takes it back");
        await using var next = await straight.TryLeaseAsync("media:1", Ct);
        next.ShouldNotBeNull();
        (await lease.LingersAsync(straight.Source, Ct)).ShouldBeFalse("it is another's now");
    }

    [Fact]
    public async Task A_lease_stands_while_PostgreSQL_is_asked_again_and_again_whether_it_is_there()
    {
        var options = await database.CloneAsync();
        await using var db = new SampleDb("sample", new PostgresOptions(
            new NpgsqlConnectionStringBuilder(options.ConnectionString) { KeepAlive = 1 }.ConnectionString));
        await using var lease = await db.TryLeaseAsync("media:1", Ct);
        await using var other = new SampleDb("sample", options);
        await using var watching = new NpgsqlConnection(options.ConnectionString); // a module may not see what others do
        await watching.OpenAsync(Ct);

        var answered = new HashSet<DateTime>();
        await Eventually.BecomesAsync(
            async () =>
            {
                answered.Add(await watching.ExecuteScalarAsync<DateTime>(
                    """
                    SELECT state_change FROM pg_stat_activity
                    WHERE datname = current_database() AND pid IN (SELECT pid FROM pg_locks WHERE locktype = 'advisory')
                    """));
                return answered.Count > 3;
            },
            "PostgreSQL has answered more than once", TimeSpan.FromMinutes(4));

        lease!.Lost.IsCancellationRequested.ShouldBeFalse();
        (await other.TryLeaseAsync("media:1", Ct)).ShouldBeNull();
    }

    [Fact]
    public async Task PostgreSQL_is_told_to_notice_clients_that_are_gone_without_a_word()
    {
        await using var line = new CuttableLine(database.Options.ConnectionString);
        await using var far = new SampleDb("sample", new PostgresOptions(line.Connection));
        await using var near = new SampleDb("sample", database.Options);

        foreach (var db in new[] { far, near })
        {
            await using var connection = await db.OpenAsync(Ct);
            (await connection.ExecuteScalarAsync<string>("SELECT setting FROM pg_settings WHERE name = 'tcp_keepalives_idle' AND source = 'client'")).ShouldNotBeNull();
            (await connection.ExecuteScalarAsync<string>("SELECT current_user::text")).ShouldBe("talks_sample");
        }
    }
}
