using System.Security.Claims;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.SignalR;
using TalksPlatform.Broadcast.Hubs;
using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Broadcast.Tests.Kit;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation.Faults;

namespace TalksPlatform.Broadcast.Tests.Hubs;

/// <summary>Rooms and those in them, when they come and go in the same moment.</summary>
public sealed class RoomDirectoryTests(RoomServer server) : IClassFixture<RoomServer>
{
    [Fact]
    public async Task A_room_never_stays_over_a_talk_that_was_let_go_of()
    {
        var announced = Episodes.Scheduled(EpisodeId.New(), TimeProvider.System.GetUtcNow().AddDays(3));
        var before = await server.Host.Talks.AnnounceAsync(announced, CancellationToken.None);
        await server.Host.Talks.DropUnusedAsync(TimeSpan.FromDays(-1));
        var rooms = server.Host.Get<RoomDirectory>();

        Should.Throw<FaultException>(() => rooms.Of(before)).Fault.ShouldBe(TalkFaults.Unavailable);

        var after = await server.Host.Talks.FindAsync(before.Id, CancellationToken.None);
        after.ShouldNotBeSameAs(before);
        rooms.Of(after).Session.ShouldBeSameAs(after);
    }

    [Fact]
    public async Task Whoever_left_does_not_come_in_by_a_call_that_was_on_its_way()
    {
        var room = server.Host.Get<RoomDirectory>().Of(await server.Host.OpenAsync());
        var ada = ConnectedPerson.Welcome(new Connection(People.Ada));
        ada.Enter(room);
        var bounmy = ConnectedPerson.Welcome(new Connection(People.Bounmy));
        room.Audience.Count.ShouldBe(1);

        bounmy.LeaveAll();
        bounmy.Enter(room);
        ada.LeaveAll();
        ada.LeaveAll();

        room.Audience.Count.ShouldBe(0);
    }

    private sealed class Connection(Actor actor) : HubCallerContext
    {
        public override string ConnectionId => "";

        public override string? UserIdentifier => null;

        public override ClaimsPrincipal User { get; } = new(new ClaimsIdentity(
            [new Claim(TalkClaims.Person, actor.Id.ToString()), new Claim(TalkClaims.Role, actor.Role.ToString())], "", TalkClaims.Name, TalkClaims.Role));

        public override IDictionary<object, object?> Items { get; } = new Dictionary<object, object?>();

        public override IFeatureCollection Features { get; } = new FeatureCollection();

        public override CancellationToken ConnectionAborted => CancellationToken.None;

        public override void Abort()
        {
        }
    }
}
