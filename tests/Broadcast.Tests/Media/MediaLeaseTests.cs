using Microsoft.Extensions.Logging.Abstractions;
using TalksPlatform.Broadcast.Media;
using TalksPlatform.Broadcast.Tests.Kit;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation.Data;
using TalksPlatform.TestKit;

namespace TalksPlatform.Broadcast.Tests.Media;

/// <summary>The right to mix a talk when the line to PostgreSQL falls silent.</summary>
public sealed class MediaLeaseTests(StudioDatabase postgres) : IClassFixture<StudioDatabase>
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_node_does_not_step_down_before_its_own_lost_connection()
    {
        var options = await postgres.CloneAsync();
        await using var line = new CuttableLine(options.ConnectionString);
        await using var db = new BroadcastDb(new PostgresOptions(line.Connection));
        var notes = new NoteBook();
        await using var lease = await MediaLease.TakeAsync(TalkId.From(Guid.CreateVersion7()), db, TimeProvider.System, notes, Ct);
        var first = await HolderAsync(options);

        line.FallSilent();
        await Eventually.BecomesAsync(() => notes.Has("PostgreSQL is away"), "the silence is noticed", Patience);
        await Eventually.BecomesAsync(async () => await HasAskedWhoHoldsItAsync(options), "another connection asked for it", Patience);

        (await HolderAsync(options)).ShouldBe(first, "PostgreSQL has heard of nothing");
        lease.Superseded.IsCancellationRequested.ShouldBeFalse();

        line.CloseAll();
        await Eventually.BecomesAsync(async () => await HolderAsync(options) is not 0 and var holder && holder != first, "it is ours again", Patience);
        lease.Superseded.IsCancellationRequested.ShouldBeFalse();
    }

    [Fact]
    public async Task A_node_steps_down_when_another_took_over_meanwhile()
    {
        var options = await postgres.CloneAsync();
        await using var line = new CuttableLine(options.ConnectionString);
        await using var far = new BroadcastDb(new PostgresOptions(line.Connection));
        await using var near = new BroadcastDb(options);
        var talk = TalkId.From(Guid.CreateVersion7());
        await using var lease = await MediaLease.TakeAsync(talk, far, TimeProvider.System, NullLogger.Instance, Ct);

        line.Cut();
        await using var other = await MediaLease.TakeAsync(talk, near, TimeProvider.System, NullLogger.Instance, Ct);
        line.Mend();

        await Eventually.BecomesAsync(() => lease.Superseded.IsCancellationRequested, "it learns of the other", Patience);
        other.Superseded.IsCancellationRequested.ShouldBeFalse();
    }

    private static Task<int> HolderAsync(PostgresOptions options) => options.QueryAsync<int>(
        "SELECT coalesce((SELECT l.pid FROM pg_locks l JOIN pg_stat_activity a USING (pid) WHERE l.locktype = 'advisory' AND a.datname = current_database()), 0)");

    private static Task<bool> HasAskedWhoHoldsItAsync(PostgresOptions options) => options.QueryAsync<bool>(
        "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND query LIKE '%pg_locks%')");
}
