using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TalksPlatform.Broadcast.Audience;
using TalksPlatform.Broadcast.Hubs;
using TalksPlatform.Broadcast.Tests.Kit;
using TalksPlatform.TestKit;
using static TalksPlatform.Broadcast.Tests.Kit.People;

namespace TalksPlatform.Broadcast.Tests.Audience;

/// <summary>How many people are with a talk, over all servers.</summary>
public class TalkAudienceTests(BroadcastDatabase postgres) : IClassFixture<BroadcastDatabase>
{
    private readonly ManualTime _time = new();

    [Fact]
    public void Other_nodes_people_count_until_the_node_falls_silent()
    {
        var audience = new TalkAudience(_time);
        var (one, other) = (Guid.NewGuid(), Guid.NewGuid());
        audience.Enter(Ada.Id);
        audience.Enter(Ada.Id);
        audience.Hear(one, 40);
        audience.Hear(one, 30);
        audience.Hear(other, 5);
        (audience.Here, audience.Count, audience.Peak).ShouldBe((1, 36, 41));

        _time.Advance(TimeSpan.FromSeconds(10));
        audience.Hear(other, 6);
        _time.Advance(TimeSpan.FromSeconds(10));
        audience.ForgetSilent();

        (audience.Here, audience.Count, audience.Peak).ShouldBe((1, 7, 41));
    }

    [Fact]
    public async Task An_audience_that_cannot_be_counted_does_not_stop_the_server()
    {
        var notes = new NoteBook();
        await using var host = await RoomHost.StartAsync(postgres.Options, _time, services => services.AddSingleton<ILoggerProvider>(notes));
        var talk = await host.OpenAsync();
        host.Get<RoomDirectory>().Of(talk).Audience.Enter(Ada.Id);

        await host.Get<BroadcastDb>().DisposeAsync(); // a failure, but none of PostgreSQL's

        await Eventually.BecomesAsync(() =>
        {
            _time.Advance(TimeSpan.FromSeconds(3));
            return notes.Has("The count of the audience is down");
        }, "it is said that nobody is counted");
        host.IsStopping.ShouldBeFalse();
    }

    [Fact]
    public async Task Two_servers_tell_each_other_how_many_are_there()
    {
        await using var one = await RoomHost.StartAsync(postgres.Options);
        await using var other = await RoomHost.StartAsync(postgres.Options);
        var talk = await one.OpenAsync();
        var there = await other.Talks.FindAsync(talk.Id, CancellationToken.None);
        await using var ada = await one.ConnectAsync(Ada);
        await ada.AskAsync("Join", talk.Id);
        var bounmy = await other.ConnectAsync(Bounmy);
        await bounmy.AskAsync("Join", talk.Id);
        var (here, elsewhere) = (one.Get<RoomDirectory>().Of(talk).Audience, other.Get<RoomDirectory>().Of(there).Audience);

        await Eventually.BecomesAsync(() => (here.Count, elsewhere.Count) == (2, 2), "each counts the other's", TimeSpan.FromSeconds(20));

        await bounmy.DisposeAsync();
        await Eventually.BecomesAsync(() => (here.Count, elsewhere.Count) == (1, 1), "she left", TimeSpan.FromSeconds(20));
    }
}
