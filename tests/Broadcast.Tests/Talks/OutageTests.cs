using Microsoft.Extensions.Logging.Abstractions;
using TalksPlatform.Broadcast.Polls;
using TalksPlatform.Broadcast.Questions;
using TalksPlatform.Broadcast.Tests.Kit;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation.Data;
using TalksPlatform.Foundation.Faults;
using TalksPlatform.TestKit;
using static TalksPlatform.Broadcast.Tests.Kit.People;

namespace TalksPlatform.Broadcast.Tests.Talks;

public class OutageTests(BroadcastDatabase postgres) : IClassFixture<BroadcastDatabase>
{
    [Fact]
    public async Task Broken_connections_are_not_even_noticed()
    {
        await using var node = await Node.StartAsync(postgres.Options);
        var talk = await node.OpenAsync();
        var poll = await talk.OpenPollAsync("Yes", "No");

        await PostgresFixture.BreakConnectionsAsync(postgres.Options);

        await talk.AskAsync(new CastVote(poll, 1), Ada);
        talk.State.Polls.Find(poll)!.Tally.ShouldBe([0, 1]);
    }

    [Fact]
    public async Task PostgreSQL_stops_in_mid_talk_and_comes_back_and_all_heals_by_itself()
    {
        var folder = Directory.CreateTempSubdirectory("talks-outage-").FullName;
        var cluster = await StartClusterAsync(folder);
        try
        {
            await Migrator.RunAsync(cluster.Postgres, [new MigrationSet("broadcast", typeof(BroadcastModule).Assembly)], CancellationToken.None);
            await using var node = await Node.StartAsync(cluster.Postgres);
            var talk = await node.OpenAsync();
            var poll = await talk.OpenPollAsync("Yes", "No");
            await talk.AskAsync(new CastVote(poll, 0), Ada);
            var before = talk.State;

            await cluster.DisposeAsync();
            var id = CommandId.New();
            var refusal = await Should.ThrowAsync<FaultException>(() => talk.AskAsync(new CastVote(poll, 1), Bounmy, id));
            refusal.Code.ShouldBe("talk.unavailable");
            refusal.Fault.Kind.ShouldBe(FaultKind.Unavailable);
            talk.State.ShouldBeSameAs(before, "what was not saved did not happen");

            cluster = await StartClusterAsync(folder);
            await talk.AskAsync(new CastVote(poll, 1), Bounmy, id);
            talk.State.Polls.Find(poll)!.Tally.ShouldBe([1, 1]);

            await using var other = await Node.StartAsync(cluster.Postgres);
            var there = await other.Talks.FindAsync(talk.Id, CancellationToken.None);
            var question = QuestionId.New();
            await there.AskAsync(new Ask(question, "Do you listen again?"), Ada);
            await Eventually.BecomesAsync(() => talk.State.Questions.Find(question) is not null, "the node listens again");
        }
        finally
        {
            await cluster.DisposeAsync();
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task A_log_that_was_set_back_is_the_truth_all_the_same()
    {
        await using var node = await Node.StartAsync(postgres.Options);
        var talk = await node.OpenAsync();
        var kept = QuestionId.New();
        await talk.AskAsync(new Ask(kept, "Kept in the backup?"), Ada);
        await talk.AskAsync(new Ask(QuestionId.New(), "Lost with the disk?"), Ada);

        await postgres.Options.QueryAsync<long>(
            """
            WITH gone AS (DELETE FROM broadcast.talk_event WHERE talk_id = $1 AND seq = 3 RETURNING seq)
            UPDATE broadcast.talk SET seq = 2 WHERE talk_id = $1 RETURNING seq
            """,
            talk.Id.Value);
        await talk.AskAsync(new ApproveQuestion(kept), Host);

        talk.State.Seq.ShouldBe(3);
        talk.State.Questions.All.Keys.ShouldBe([kept]);
    }

    private static Task<EmbeddedPostgres> StartClusterAsync(string folder) => EmbeddedPostgres.StartAsync(
        new EmbeddedPostgresOptions(folder), TimeProvider.System, NullLogger.Instance, CancellationToken.None);
}
