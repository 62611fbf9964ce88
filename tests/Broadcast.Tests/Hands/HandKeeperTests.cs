using TalksPlatform.Broadcast.Hands;
using TalksPlatform.Broadcast.Hubs;
using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Broadcast.Tests.Kit;
using TalksPlatform.TestKit;
using static TalksPlatform.Broadcast.Tests.Kit.People;

namespace TalksPlatform.Broadcast.Tests.Hands;

/// <summary>Whoever looks after the lines of all rooms.</summary>
public class HandKeeperTests(BroadcastDatabase postgres) : IClassFixture<BroadcastDatabase>
{
    [Fact]
    public async Task One_talk_s_defect_leaves_nobody_else_s_line_alone_and_the_server_running()
    {
        var time = new ManualTime();
        await using var host = await RoomHost.StartAsync(postgres.Options, time);
        var (broken, sound) = (await RaisedAsync(host), await RaisedAsync(host));
        await postgres.Options.QueryAsync<long>(
            "UPDATE broadcast.talk SET talk_id = gen_random_uuid() WHERE talk_id = $1 RETURNING seq", broken.Id.Value);

        await Eventually.BecomesAsync(() =>
        {
            time.Advance(TimeSpan.FromSeconds(4));
            return sound.State.Hands.Line.IsEmpty;
        }, "whoever is away is taken down", TimeSpan.FromSeconds(20));
        time.Advance(TimeSpan.FromSeconds(4));
        host.IsStopping.ShouldBeFalse();
    }

    private static async Task<TalkSession> RaisedAsync(RoomHost host)
    {
        var talk = await host.OpenAsync();
        _ = host.Get<RoomDirectory>().Of(talk);
        await talk.AskAsync(new RaiseHand("Ada", null, Consents: true), Ada);
        return talk;
    }
}
