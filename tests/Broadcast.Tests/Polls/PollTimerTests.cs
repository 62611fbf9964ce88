using TalksPlatform.Broadcast.Polls;
using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Broadcast.Tests.Kit;
using TalksPlatform.Contracts;
using TalksPlatform.TestKit;
using static TalksPlatform.Broadcast.Tests.Kit.People;

namespace TalksPlatform.Broadcast.Tests.Polls;

/// <summary>A poll whose time is up.</summary>
public class PollTimerTests(BroadcastDatabase postgres) : IClassFixture<BroadcastDatabase>
{
    private readonly ManualTime _time = new();

    [Fact]
    public async Task A_poll_closes_when_its_time_is_up_once_by_whichever_node()
    {
        await using var one = await Node.StartAsync(postgres.Options, _time);
        await using var other = await Node.StartAsync(postgres.Options, _time);
        var here = await one.OpenAsync();
        var there = await other.Talks.FindAsync(here.Id, CancellationToken.None);
        var poll = await OpenAsync(here, seconds: 90);
        await Eventually.BecomesAsync(() => there.State.Polls.Open == poll, "the other node knows that it is open");

        _time.Advance(TimeSpan.FromSeconds(89));
        here.State.Polls.Open.ShouldBe(poll);
        _time.Advance(TimeSpan.FromSeconds(1));

        await Eventually.BecomesAsync(
            () => here.State.Polls.Open is null && there.State.Polls.Open is null, "one of the timers closed it, and both nodes know");
        var closed = await postgres.Options.QueryAsync<long>(
            "SELECT count(*) FROM broadcast.talk_event WHERE talk_id = $1 AND type = 'PollClosed'", here.Id.Value);
        closed.ShouldBe(1);
    }

    [Fact]
    public async Task A_poll_whose_end_a_restart_missed_closes_at_once()
    {
        TalkId id;
        await using (var node = await Node.StartAsync(postgres.Options, _time))
        {
            var talk = await node.OpenAsync();
            id = talk.Id;
            await talk.AskAsync(new CastVote(await OpenAsync(talk, seconds: 60), 1), Ada);
        }

        var later = new ManualTime(_time.GetUtcNow().AddSeconds(75));
        await using var revived = await Node.StartAsync(postgres.Options, later);

        await Eventually.BecomesAsync(
            () => revived.Talks.OpenTalks.Any(talk => talk.Id == id && talk.State.Polls.Open is null), "the revived node closes it");
        var found = await revived.Talks.FindAsync(id, CancellationToken.None);
        found.State.Polls.All.Values.Single().Tally.ShouldBe([0, 1]);
    }

    private static async Task<PollId> OpenAsync(TalkSession talk, int seconds)
    {
        var poll = PollId.New();
        await talk.AskAsync(new CreatePoll(poll, "Well?", ["Yes", "No"], new PollRules(Seconds: seconds)), Host);
        await talk.AskAsync(new OpenPoll(poll), Host);
        return poll;
    }
}
