using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using TalksPlatform.Broadcast.Questions;
using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Broadcast.Tests.Kit;
using TalksPlatform.Contracts;
using TalksPlatform.TestKit;
using static TalksPlatform.Broadcast.Tests.Kit.People;

namespace TalksPlatform.Broadcast.Tests.Talks;

/// <summary>One talk's trouble is not the others', and a ring that was lost is made good.</summary>
public class HealingTests(BroadcastDatabase postgres) : IClassFixture<BroadcastDatabase>
{
    private readonly ManualTime _time = new();

    [Fact]
    public async Task A_log_that_cannot_be_read_keeps_no_other_talk_waiting()
    {
        await postgres.Options.QueryAsync<Guid>(
            """
            WITH line AS (
                INSERT INTO broadcast.talk_event (talk_id, seq, type, body, actor, command_id, at)
                VALUES ('00000000-0000-0000-0000-000000000001', 1, 'GreenRoomOpened', '{"card": 5}', gen_random_uuid(), gen_random_uuid(), now())
            )
            INSERT INTO broadcast.talk (talk_id, seq, is_open) VALUES ('00000000-0000-0000-0000-000000000001', 1, true) RETURNING talk_id
            """);
        TalkId good;
        await using (var before = await Node.StartAsync(postgres.Options, _time))
            good = (await before.OpenAsync()).Id;

        await using var node = await Node.StartAsync(postgres.Options, _time);

        await Eventually.BecomesAsync(() => node.Talks.OpenTalks.Any(talk => talk.Id == good), "the good one is found", TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task What_nobody_was_told_of_is_found_in_talks_that_are_not_open_too()
    {
        await using var node = await Node.StartAsync(postgres.Options, _time);
        await using var db = new BroadcastDb(postgres.Options);
        using var silent = new TalkBell(db, _time, NullLogger<TalkBell>.Instance); // never started: every ring is lost
        await using var elsewhere = new TalkDirectory(new TalkLog(db, silent), _time, NullLogger<TalkDirectory>.Instance);
        var episode = Episodes.Scheduled(EpisodeId.New(), _time.GetUtcNow().AddDays(7));
        var there = await elsewhere.AnnounceAsync(episode, CancellationToken.None);
        var here = await node.Talks.FindAsync(there.Id, CancellationToken.None);

        await there.AskAsync(new Ask(QuestionId.New(), "Does anybody hear me?"), Ada);
        await node.Talks.ResumeAsync(CancellationToken.None);

        await Eventually.BecomesAsync(() => here.State.Seq == there.State.Seq, "the look finds it", TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task Looking_after_talks_in_memory_does_not_keep_them_there()
    {
        await using var node = await Node.StartAsync(postgres.Options, _time);
        var talk = await node.Talks.AnnounceAsync(Episodes.Scheduled(EpisodeId.New(), _time.GetUtcNow().AddDays(7)), CancellationToken.None);

        _time.Advance(TimeSpan.FromMinutes(11));
        await node.Talks.ResumeAsync(CancellationToken.None);
        await node.Talks.DropUnusedAsync(TimeSpan.FromMinutes(10));

        (await node.Talks.FindAsync(talk.Id, CancellationToken.None)).ShouldNotBeSameAs(talk);
    }

    [Fact]
    public async Task A_ring_that_failed_rings_again()
    {
        await using var db = new BroadcastDb(postgres.Options);
        using var bell = new TalkBell(db, TimeProvider.System, NullLogger<TalkBell>.Instance);
        await (await db.OpenAsync(CancellationToken.None)).DisposeAsync();
        await PostgresFixture.BreakConnectionsAsync(postgres.Options); // the bell finds a broken one in its pool
        await using var ear = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(postgres.Options.ConnectionString) { Pooling = false }.ConnectionString);
        await ear.OpenAsync();
        var heard = new List<string>();
        ear.Notification += (_, notification) => heard.Add(notification.Payload);
        await using (var listen = new NpgsqlCommand($"LISTEN {TalkBell.Channel}", ear))
            await listen.ExecuteNonQueryAsync();
        var talk = TalkId.Of(EpisodeId.New());

        await bell.StartAsync(CancellationToken.None);
        bell.Ring(new LogEnd(talk, 7));

        await ear.WaitAsync(TimeSpan.FromSeconds(10));
        heard.ShouldHaveSingleItem().ShouldBe($"{talk} 7");
        await bell.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task An_episode_whose_talk_has_a_row_but_no_line_is_announced_all_the_same()
    {
        await using var node = await Node.StartAsync(postgres.Options, _time);
        var episode = Episodes.Scheduled(EpisodeId.New(), _time.GetUtcNow().AddDays(3));
        await node.Log.EnsureAsync(episode.TalkId, CancellationToken.None); // and then the server was killed

        await node.Talks.AnnounceAnewAsync(episode, CancellationToken.None);

        (await node.Talks.FindAsync(episode.TalkId, CancellationToken.None)).State.Phase.ShouldBe(TalkPhase.Announced);
    }
}
