using TalksPlatform.Broadcast.Polls;
using TalksPlatform.Broadcast.Questions;
using TalksPlatform.Broadcast.Stage;
using TalksPlatform.Broadcast.Tests.Kit;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation.Faults;
using TalksPlatform.TestKit;
using static TalksPlatform.Broadcast.Tests.Kit.People;

namespace TalksPlatform.Broadcast.Tests.Talks;

public class TwoNodesTests(BroadcastDatabase postgres) : IClassFixture<BroadcastDatabase>
{
    [Fact]
    public async Task Votes_on_two_nodes_at_once_are_neither_lost_nor_doubled()
    {
        await using var one = await Node.StartAsync(postgres.Options);
        await using var other = await Node.StartAsync(postgres.Options);
        var here = await one.OpenAsync();
        var poll = await here.OpenPollAsync("Yes", "No");
        var there = await other.Talks.FindAsync(here.Id, CancellationToken.None);

        // Everybody votes on both nodes at once, for different options: one of the two counts.
        var voters = Enumerable.Range(0, 300).Select(_ => Somebody()).ToList();
        var votes = voters.SelectMany(voter => new[]
        {
            TryAsync(here.AskAsync(new CastVote(poll, 0), voter)),
            TryAsync(there.AskAsync(new CastVote(poll, 1), voter)),
        });
        var accepted = (await Task.WhenAll(votes)).Count(it => it);

        accepted.ShouldBe(300);
        await Eventually.BecomesAsync(() => here.State.Seq == there.State.Seq, "both nodes know the whole log");
        Portrait.Of(here.State).ShouldBe(Portrait.Of(there.State));
        here.State.Polls.Find(poll)!.Ballots.Count.ShouldBe(300);
    }

    [Fact]
    public async Task A_poll_that_was_prepared_for_its_part_is_ready_on_each_node_and_after_a_restart()
    {
        await using var one = await Node.StartAsync(postgres.Options);
        var here = await one.OpenAsync();
        var (cue, poll) = (new Cue(CueId.New(), "Three papers", 15), PollId.New());
        await here.AskAsync(new SetPlan([cue], []), Host);
        await here.AskAsync(new CreatePoll(poll, "Do you have a licence?", ["Yes", "No"]), Host);
        await here.AskAsync(new TiePoll(poll, cue.Id), Host);

        await using var other = await Node.StartAsync(postgres.Options);
        var there = await other.Talks.FindAsync(here.Id, CancellationToken.None);
        there.State.Polls.Find(poll)!.Cue.ShouldBe(cue.Id, "it was read from the log alone, as after a restart");

        await there.AskAsync(new TiePoll(poll, null), Host);
        await Eventually.BecomesAsync(() => here.State.Polls.Find(poll)!.Cue is null, "the notification arrives");
    }

    [Fact]
    public async Task Who_was_overtaken_by_another_node_decides_anew()
    {
        await using var one = await Node.StartAsync(postgres.Options);
        await using var other = await Node.StartAsync(postgres.Options);
        var here = await one.OpenAsync();
        var poll = await here.OpenPollAsync("Yes", "No");
        var there = await other.Talks.FindAsync(here.Id, CancellationToken.None);

        // The other node knows of no closing when it decides, and of no vote when it votes on.
        await here.AskAsync(new CastVote(poll, 0), Ada);
        await there.AskAsync(new CastVote(poll, 1), Bounmy);
        await here.AskAsync(new ClosePoll(poll), Host);
        var late = await Should.ThrowAsync<FaultException>(() => there.AskAsync(new CastVote(poll, 1), Somebody()));

        late.Code.ShouldBe("poll.closed");
        Portrait.Of(there.State).ShouldBe(Portrait.Of(here.State));
        there.State.Polls.Find(poll)!.Tally.ShouldBe([1, 1]);
    }

    [Fact]
    public async Task What_one_node_commits_the_other_hears_of_soon()
    {
        await using var one = await Node.StartAsync(postgres.Options);
        await using var other = await Node.StartAsync(postgres.Options);
        var here = await one.OpenAsync();
        var there = await other.Talks.FindAsync(here.Id, CancellationToken.None);
        var question = QuestionId.New();

        await here.AskAsync(new Ask(question, "Does it reach the other side?"), Ada);

        await Eventually.BecomesAsync(
            () => there.State.Questions.Find(question) is not null, "the notification arrives", TimeSpan.FromSeconds(3));
    }

    [Fact]
    public async Task A_talk_that_one_node_opens_is_found_by_the_other()
    {
        await using var one = await Node.StartAsync(postgres.Options);
        await using var other = await Node.StartAsync(postgres.Options);
        var found = new List<TalkId>();
        using var following = other.Talks.Follow(talk => found.Add(talk.Id));

        var here = await one.OpenAsync();

        await Eventually.BecomesAsync(() => found.Contains(here.Id), "the other node finds it");
    }

    [Fact]
    public async Task A_command_repeated_on_another_node_gets_its_first_answer()
    {
        await using var one = await Node.StartAsync(postgres.Options);
        await using var other = await Node.StartAsync(postgres.Options);
        var here = await one.OpenAsync();
        var there = await other.Talks.FindAsync(here.Id, CancellationToken.None);
        var (command, id) = (new Ask(QuestionId.New(), "How much?"), CommandId.New());

        var answers = await Task.WhenAll(here.AskAsync(command, Ada, id), there.AskAsync(command, Ada, id));

        answers[0].ShouldBe(answers[1]);
    }

    [Fact]
    public async Task Two_timers_take_a_talk_on_air_once()
    {
        var time = new ManualTime();
        await using var one = await Node.StartAsync(postgres.Options, time);
        await using var other = await Node.StartAsync(postgres.Options, time);
        var startsAt = time.GetUtcNow().AddMinutes(5);
        var here = await one.OpenAsync(startsAt);
        var there = await other.Talks.FindAsync(here.Id, CancellationToken.None);

        time.AdvanceTo(startsAt);

        await Eventually.BecomesAsync(() => here.State.Phase == TalkPhase.Live, "this node knows");
        (await there.AskAsync(new GoLive(), Host)).Seq.ShouldBe(there.State.Seq);
        (await postgres.Options.QueryAsync<long>(
            "SELECT count(*) FROM broadcast.talk_event WHERE talk_id = $1 AND type = 'WentLive'", here.Id.Value)).ShouldBe(1);
    }

    private static async Task<bool> TryAsync<T>(Task<T> vote)
    {
        try
        {
            await vote;
            return true;
        }
        catch (FaultException refused) when (refused.Code == "poll.already-voted")
        {
            return false;
        }
    }
}
