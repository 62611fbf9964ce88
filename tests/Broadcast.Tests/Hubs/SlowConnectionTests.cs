using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using TalksPlatform.Broadcast.Hubs;
using TalksPlatform.Broadcast.Tests.Kit;
using TalksPlatform.Contracts;
using TalksPlatform.TestKit;
using static TalksPlatform.Broadcast.Tests.Kit.People;

namespace TalksPlatform.Broadcast.Tests.Hubs;

public class SlowConnectionTests(RoomServer server) : IClassFixture<RoomServer>
{
    private const int Rounds = 150;

    private readonly RoomHost _host = server.Host;

    [Fact]
    public async Task A_phone_that_takes_nothing_any_more_delays_nobody_and_is_cut()
    {
        var talk = await _host.OpenAsync();
        await using var reading = await _host.ConnectAsync(Bounmy);
        await reading.AskAsync("Join", talk.Id);
        using var stuck = await JoinAndStopReadingAsync(talk.Id, Ada);
        var room = _host.Get<RoomDirectory>().Find(talk.Id)!;
        await Eventually.BecomesAsync(() => room.Audience.Count == 2, "both are in the room");

        // Together far more than the buffers of a socket hold.
        var began = TimeProvider.System.GetTimestamp();
        for (var seq = 1; seq <= Rounds; seq++)
        {
            var patch = LongPatch(talk.Id, seq);
            room.Post.Send(TalkGroups.Audience(talk.Id), client => client.Patch(patch));
            (await reading.NextAsync("patch")).GetProperty("seq").GetInt64().ShouldBe(seq, "nothing is lost and nothing overtakes");
        }

        TimeProvider.System.GetElapsedTime(began).ShouldBeLessThan(TalkHub.SlowestSend, "nobody waited for the one that is stuck");
        room.Post.Dropped.ShouldBe(0);
        await Eventually.BecomesAsync(() => room.Audience.Count == 1, "the one that is stuck is cut");
    }

    private static RoomPatch LongPatch(TalkId talk, long seq)
    {
        var question = new QuestionView(
            QuestionId.New(), new string('x', 280), null, QuestionState.Approved, 1, false, false, null, TimeProvider.System.GetUtcNow(), null, null, null);
        return new RoomPatch(talk, seq - 1, seq, Questions: [.. Enumerable.Repeat(question, 200)]);
    }

    /// <summary>A phone with a small buffer that shakes hands, joins, and then loses interest.</summary>
    private async Task<ClientWebSocket> JoinAndStopReadingAsync(TalkId talk, Actor actor)
    {
        var phone = new ClientWebSocket();
        phone.Options.SetRequestHeader("Authorization", $"Bearer {RoomHost.TokenOf(actor)}");
        using var small = new HttpMessageInvoker(new SocketsHttpHandler
        {
            ConnectCallback = async (context, ct) =>
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4_096 };
                await socket.ConnectAsync(context.DnsEndPoint, ct);
                return new NetworkStream(socket, ownsSocket: true);
            },
        });
        await phone.ConnectAsync(new Uri($"ws://{_host.Address.Authority}{TalkHub.Path}"), small, CancellationToken.None);
        foreach (var record in new[]
        {
            "{\"protocol\":\"json\",\"version\":1}\u001e",
            $"{{\"type\":1,\"invocationId\":\"1\",\"target\":\"Join\",\"arguments\":[\"{talk}\"]}}\u001e",
        })
        {
            await phone.SendAsync(Encoding.UTF8.GetBytes(record), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
        }
        return phone;
    }
}
