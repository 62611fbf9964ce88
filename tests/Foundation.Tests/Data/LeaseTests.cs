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
}
