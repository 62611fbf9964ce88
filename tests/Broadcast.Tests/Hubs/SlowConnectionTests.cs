using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using TalksPlatform.Broadcast.Hubs;
using TalksPlatform.Broadcast.Tests.Kit;
using TalksPlatform.Contracts;
using TalksPlatform.TestKit;
using static TalksPlatform.Broadcast.Tests.Kit.People;

namespace TalksPlatform.Broadcast.Tests.Hubs;

public class SlowConnectionTests(RoomServer server) : IClassFixture<RoomServer>
{
    private const int Rounds = 150;
    private const int LongestKept = 50_000;

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

    [Fact]
    public async Task A_phone_that_takes_nothing_for_a_moment_is_given_little_and_sees_then_that_it_missed_something()
    {
        var talk = await _host.OpenAsync();
        await using var reading = await _host.ConnectAsync(Bounmy);
        await reading.AskAsync("Join", talk.Id);
        using var phone = await JoinAndStopReadingAsync(talk.Id, Ada);
        var room = _host.Get<RoomDirectory>().Find(talk.Id)!;
        await Eventually.BecomesAsync(() => room.Audience.Count == 2, "both are in the room");
        for (var seq = 1; seq <= Rounds; seq++)
        {
            var patch = LongPatch(talk.Id, seq);
            room.Post.Send(TalkGroups.Audience(talk.Id), client => client.Patch(patch));
            await reading.NextAsync("patch");
        }

        var (seen, bytes) = (new List<(long From, long To)>(), 0);
        await foreach (var record in RecordsAsync(phone))
        {
            bytes += record.Length;
            if (Encoding.UTF8.GetString(record) is var text && text.Contains("\"patch\"", StringComparison.Ordinal))
                seen.Add(SpanOf(text));
            if (seen is [.., (_, Rounds)])
                break;
        }

        bytes.ShouldBeLessThan(Rounds * LongestKept, "only little of it was kept for her");
        seen.Count.ShouldBeLessThan(Rounds);
        seen[^1].From.ShouldBeGreaterThan(seen[^2].To, "the newest patch shows the gap");
        room.Audience.Count.ShouldBe(2, "nobody is cut for a moment");
    }

    private static (long From, long To) SpanOf(string patch)
    {
        using var json = JsonDocument.Parse(patch);
        var argument = json.RootElement.GetProperty("arguments")[0];
        return (argument.GetProperty("fromSeq").GetInt64(), argument.GetProperty("seq").GetInt64());
    }

    private static async IAsyncEnumerable<byte[]> RecordsAsync(ClientWebSocket phone)
    {
        var (buffer, record) = (new byte[64 * 1024], new List<byte>());
        while (true)
        {
            var received = await phone.ReceiveAsync(buffer.AsMemory(), CancellationToken.None);
            foreach (var one in buffer[..received.Count])
            {
                if (one != 0x1e)
                {
                    record.Add(one);
                    continue;
                }
                yield return [.. record];
                record.Clear();
            }
        }
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
