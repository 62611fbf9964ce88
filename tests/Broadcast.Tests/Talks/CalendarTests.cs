using Microsoft.Extensions.Logging.Abstractions;
using TalksPlatform.Broadcast.Stage;
using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Broadcast.Tests.Kit;
using TalksPlatform.Contracts;
using TalksPlatform.TestKit;
using static TalksPlatform.Broadcast.Tests.Kit.People;

namespace TalksPlatform.Broadcast.Tests.Talks;

/// <summary>Talks stand where the calendar stands, in whatever order its facts arrive.</summary>
public class CalendarTests(BroadcastDatabase postgres) : IClassFixture<BroadcastDatabase>
{
    private readonly ManualTime _time = new();
    private readonly PaperCalendar _calendar = new();

    [Fact]
    public async Task A_fact_that_comes_after_a_newer_one_does_not_put_the_old_date_back()
    {
        await using var node = await Node.StartAsync(postgres.Options, _time);
        var planned = _calendar.Put(Episodes.Scheduled(EpisodeId.New(), _time.GetUtcNow().AddDays(3)));
        var moved = _calendar.Put(planned with { StartsAt = planned.StartsAt.AddDays(1), EndsAt = planned.EndsAt.AddDays(1) });
        await FollowAsync(node, moved);

        await FollowAsync(node, planned); // it was set aside

        (await FindAsync(node, planned)).State.Card!.StartsAt.ShouldBe(moved.StartsAt);
        await new OpenGreenRoom(Copy(node)).HandleAsync(new GreenRoomDue(planned.Fact()), CancellationToken.None);
        (await FindAsync(node, planned)).State.Card!.StartsAt.ShouldBe(moved.StartsAt);
    }

    [Fact]
    public async Task What_is_moved_while_the_talk_is_told_is_told_as_well()
    {
        await using var node = await Node.StartAsync(postgres.Options, _time);
        var planned = _calendar.Put(Episodes.Scheduled(EpisodeId.New(), _time.GetUtcNow().AddDays(3)));
        _calendar.AfterReading = () => _calendar.Put(planned with { Title = "Another title" });

        await FollowAsync(node, planned);

        (await FindAsync(node, planned)).State.Card!.Title.ShouldBe("Another title");
    }

    [Fact]
    public async Task An_episode_that_is_cancelled_while_its_talk_is_announced_is_called_off()
    {
        await using var node = await Node.StartAsync(postgres.Options, _time);
        var planned = _calendar.Put(Episodes.Scheduled(EpisodeId.New(), _time.GetUtcNow().AddDays(3)));
        _calendar.AfterReading = () => _calendar.Put(planned with { State = EpisodeState.Cancelled, Title = "Called off" });

        await FollowAsync(node, planned);

        (await FindAsync(node, planned)).State.Phase.ShouldBe(TalkPhase.Ended);
    }

    [Fact]
    public async Task A_cancelled_episode_is_neither_announced_nor_opened()
    {
        await using var node = await Node.StartAsync(postgres.Options, _time);
        var cancelled = _calendar.Put(Episodes.Scheduled(EpisodeId.New(), _time.GetUtcNow().AddDays(3)) with { State = EpisodeState.Cancelled });

        await FollowAsync(node, cancelled);
        await new OpenGreenRoom(Copy(node)).HandleAsync(new GreenRoomDue(cancelled.Fact()), CancellationToken.None);

        (await node.Talks.TryFindAsync(cancelled.TalkId, CancellationToken.None)).ShouldBeNull();
    }

    [Fact]
    public async Task A_node_that_has_not_heard_that_a_talk_is_on_air_does_not_call_it_off()
    {
        await using var node = await Node.StartAsync(postgres.Options, _time);
        await using var db = new BroadcastDb(postgres.Options);
        using var bell = new TalkBell(db, _time, NullLogger<TalkBell>.Instance);
        await using var deaf = new TalkDirectory(new TalkLog(db, bell), _time, NullLogger<TalkDirectory>.Instance);
        var talk = await node.OpenAsync();
        var there = await deaf.FindAsync(talk.Id, CancellationToken.None);
        await talk.AskAsync(new GoLive(), Host);
        there.State.Phase.ShouldBe(TalkPhase.GreenRoom);

        await new CloseCancelledTalk(deaf).HandleAsync(new EpisodeCancelled(talk.Id.Episode), CancellationToken.None);

        there.State.Phase.ShouldBe(TalkPhase.Live, "a talk on air is its host's to end");
    }

    private CalendarCopy Copy(Node node) => new(_calendar, node.Talks);

    private Task FollowAsync(Node node, EpisodeCard told) => new FollowCalendar(Copy(node)).HandleAsync(told.Fact(), CancellationToken.None);

    private static Task<TalkSession> FindAsync(Node node, EpisodeCard episode) => node.Talks.FindAsync(episode.TalkId, CancellationToken.None);
}
