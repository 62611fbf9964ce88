using System.Text.Json;
using TalksPlatform.Broadcast.Audience;
using TalksPlatform.Broadcast.Polls;
using TalksPlatform.Broadcast.Questions;
using TalksPlatform.Broadcast.Reading;
using TalksPlatform.Broadcast.Tests.Kit;
using TalksPlatform.Contracts;
using TalksPlatform.TestKit;
using static TalksPlatform.Broadcast.Tests.Kit.People;

namespace TalksPlatform.Broadcast.Tests.Reading;

public class RoomSnapshotsTests(BroadcastDatabase postgres) : IClassFixture<BroadcastDatabase>
{
    [Fact]
    public async Task All_who_have_nothing_of_their_own_share_one_room_until_the_next_step()
    {
        await using var node = await Node.StartAsync(postgres.Options);
        var talk = await node.OpenAsync();
        var snapshots = new RoomSnapshots(talk, new TalkAudience(TimeProvider.System), new ManualTime());

        var room = snapshots.For(Viewer.Of(Ada)).ShouldBeOfType<WrittenRoom>();
        snapshots.For(Viewer.Of(Bounmy)).ShouldBeSameAs(room);
        await talk.AskAsync(new PauseAsking(true), Host);
        var next = snapshots.For(Viewer.Of(Ada));

        next.ShouldNotBeSameAs(room);
        JsonSerializer.Serialize(next, BroadcastJson.Options)
            .ShouldBe(JsonSerializer.Serialize(RoomViews.Room(talk.State, Viewer.Of(Ada), 0), BroadcastJson.Options));
    }

    [Fact]
    public async Task Whoever_asked_or_voted_or_runs_the_talk_sees_a_room_of_her_own()
    {
        await using var node = await Node.StartAsync(postgres.Options);
        var talk = await node.OpenAsync();
        var snapshots = new RoomSnapshots(talk, new TalkAudience(TimeProvider.System), new ManualTime());
        var (question, poll) = (QuestionId.New(), await talk.OpenPollAsync("Yes", "No"));
        await talk.AskAsync(new Ask(question, "How much?"), Ada);
        await talk.AskAsync(new ApproveQuestion(question), Host);
        var (voter, upvoter) = (Somebody(), Somebody());
        await talk.AskAsync(new CastVote(poll, 1), voter);
        await talk.AskAsync(new Upvote(question), upvoter);

        snapshots.For(Viewer.Of(Ada)).ShouldBeOfType<RoomView>().Questions[0].Mine.ShouldBeTrue();
        snapshots.For(Viewer.Of(voter)).ShouldBeOfType<RoomView>().Polls[0].Choice.ShouldBe(1);
        snapshots.For(Viewer.Of(upvoter)).ShouldBeOfType<RoomView>().Questions[0].Voted.ShouldBeTrue();
        snapshots.For(Viewer.Of(Host)).ShouldBeOfType<RoomView>();
        snapshots.For(Viewer.Of(Bounmy)).ShouldBeOfType<WrittenRoom>();
    }

    [Fact]
    public async Task The_count_of_people_in_it_is_never_old()
    {
        await using var node = await Node.StartAsync(postgres.Options);
        var talk = await node.OpenAsync();
        var (audience, time) = (new TalkAudience(TimeProvider.System), new ManualTime());
        var snapshots = new RoomSnapshots(talk, audience, time);
        snapshots.For(Viewer.Of(Ada));

        audience.Enter(Ada.Id);
        time.Advance(TimeSpan.FromSeconds(1));

        JsonSerializer.Serialize(snapshots.For(Viewer.Of(Bounmy)), BroadcastJson.Options).ShouldContain("\"people\":1");
    }
}
