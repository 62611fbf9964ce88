using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using TalksPlatform.Broadcast.Hubs;
using TalksPlatform.Broadcast.Tests.Kit;
using TalksPlatform.Contracts;
using static TalksPlatform.Broadcast.Tests.Kit.People;

namespace TalksPlatform.Broadcast.Tests.Hubs.Sockets;

/// <summary>The hub's protocol, record by record, as any client of SignalR's may speak it.</summary>
public class HubSocketTests(RoomServer server) : IClassFixture<RoomServer>
{
    private const string Handshake = "{\"protocol\":\"json\",\"version\":1}\u001e";

    private readonly RoomHost _host = server.Host;

    [Fact]
    public async Task A_handshake_for_another_protocol_is_refused_in_words()
    {
        using var socket = await ConnectAsync();
        await SendAsync(socket, "{\"protocol\":\"messagepack\",\"version\":1}\u001e");

        (await NextAsync(socket)).GetProperty("error").GetString().ShouldBe("The protocol 'messagepack' is not supported.");
        (await EndAsync(socket)).ShouldBe(WebSocketCloseStatus.NormalClosure);
    }

    [Fact]
    public async Task Several_records_in_one_message_are_obeyed_in_their_order()
    {
        var talk = await _host.OpenAsync();
        using var socket = await ConnectAsync();
        await SendAsync(socket, Handshake + "{\"type\":6}\u001e" + Call("1", "Join", talk.Id) + Call("2", "CatchUp", talk.Id, 0));

        (await NextAsync(socket)).ToString().ShouldBe("{}");
        (await NextAsync(socket)).GetProperty("invocationId").GetString().ShouldBe("1");
        (await NextAsync(socket)).GetProperty("invocationId").GetString().ShouldBe("2");
    }

    [Fact]
    public async Task Letters_of_every_script_go_as_they_are()
    {
        var talk = await _host.OpenAsync();
        using var socket = await ConnectAsync();
        await SendAsync(socket, Handshake + Call("1", "Ask", talk.Id, CommandId.New(), QuestionId.New(), "ລາຄາເທົ່າໃດ?", null, null) + Call("2", "Join", talk.Id));
        await NextAsync(socket);

        var texts = new List<string>();
        while (texts.LastOrDefault()?.Contains("\"invocationId\":\"2\"", StringComparison.Ordinal) != true)
            texts.Add(Encoding.UTF8.GetString(await RecordAsync(socket)));

        texts[^1].ShouldContain("ລາຄາເທົ່າໃດ?");
    }

    [Fact]
    public async Task A_call_without_an_id_is_done_and_not_answered()
    {
        var talk = await _host.OpenAsync();
        using var socket = await ConnectAsync();
        var silent = $"{{\"type\":1,\"target\":\"RaiseHand\",\"arguments\":[\"{talk.Id}\",\"{CommandId.New()}\",\"Noy\",null,true]}}\u001e";
        await SendAsync(socket, Handshake + silent + Call("2", "CatchUp", talk.Id, 0));
        await NextAsync(socket);

        (await NextAsync(socket)).GetProperty("invocationId").GetString().ShouldBe("2");
        talk.State.Hands.Line.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("NoSuchMethod", "[]", "Failed to invoke 'NoSuchMethod' due to an error on the server. HubException: Method does not exist.")]
    [InlineData("OnConnectedAsync", "[]", "Failed to invoke 'OnConnectedAsync' due to an error on the server. HubException: Method does not exist.")]
    [InlineData("Dispose", "[]", "Failed to invoke 'Dispose' due to an error on the server. HubException: Method does not exist.")]
    [InlineData("Join", "[]", "Failed to invoke 'Join' due to an error on the server.")]
    [InlineData("Join", "[\"no id\"]", "Failed to invoke 'Join' due to an error on the server.")]
    [InlineData("Join", "7", "Failed to invoke 'Join' due to an error on the server.")]
    [InlineData("PauseAsking", "[\"0199d3e4-0000-7000-8000-000000000000\",\"0199d3e4-0000-7000-8000-000000000000\",true]", "Failed to invoke 'PauseAsking' because user is unauthorized")]
    public async Task What_cannot_be_called_is_refused_as_SignalR_does_it_and_the_connection_goes_on(string method, string arguments, string error)
    {
        using var socket = await ConnectAsync();
        await SendAsync(socket, Handshake + $"{{\"arguments\":{arguments},\"target\":\"{method}\",\"invocationId\":\"a\",\"type\":1}}\u001e");
        await NextAsync(socket);

        var refusal = await NextAsync(socket);

        refusal.GetProperty("invocationId").GetString().ShouldBe("a");
        refusal.GetProperty("error").GetString().ShouldBe(error);
        socket.State.ShouldBe(WebSocketState.Open);
    }

    [Theory]
    [InlineData("no JSON\u001e")]
    [InlineData("{\"type\":6}")]
    [InlineData("[]\u001e")]
    [InlineData("{\"type\":99}\u001e")]
    [InlineData("{\"type\":6} {}\u001e")]
    public async Task Whoever_breaks_the_protocol_is_told_so_and_shown_out(string message)
    {
        using var socket = await ConnectAsync();
        await SendAsync(socket, Handshake);
        await NextAsync(socket);
        await SendAsync(socket, message);

        var last = await NextAsync(socket);

        last.GetProperty("type").GetInt32().ShouldBe(7);
        last.GetProperty("error").GetString().ShouldNotBeNull().ShouldStartWith("Connection closed with an error.");
        (await EndAsync(socket)).ShouldBe(WebSocketCloseStatus.ProtocolError);
    }

    [Fact]
    public async Task Whoever_says_goodbye_is_answered_and_forgotten()
    {
        var talk = await _host.OpenAsync();
        using var socket = await ConnectAsync();
        await SendAsync(socket, Handshake + Call("1", "Join", talk.Id));
        await NextAsync(socket);
        await NextAsync(socket);
        var room = _host.Get<RoomDirectory>().Find(talk.Id)!;
        room.Audience.Count.ShouldBe(1);

        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);

        socket.CloseStatus.ShouldBe(WebSocketCloseStatus.NormalClosure);
        await TestKit.Eventually.BecomesAsync(() => room.Audience.Count == 0, "she has left the room");
    }

    private static string Call(string id, string method, params object?[] arguments) =>
        JsonSerializer.Serialize(new { type = 1, invocationId = id, target = method, arguments }, JsonSerializerOptions.Web) + "\u001e";

    private static async Task SendAsync(ClientWebSocket socket, string records) =>
        await socket.SendAsync(Encoding.UTF8.GetBytes(records), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);

    /// <summary>The next record that is no news of the room.</summary>
    private static async Task<JsonElement> NextAsync(ClientWebSocket socket)
    {
        while (true)
        {
            using var json = JsonDocument.Parse(await RecordAsync(socket));
            if (!json.RootElement.TryGetProperty("type", out var type) || type.GetInt32() != 1)
                return json.RootElement.Clone();
        }
    }

    private static async Task<byte[]> RecordAsync(ClientWebSocket socket)
    {
        var (buffer, record) = (new byte[64 * 1024], new List<byte>());
        while (true)
        {
            var received = await socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None);
            record.AddRange(buffer[..received.Count]);
            if (received.MessageType == WebSocketMessageType.Close)
                throw new ShouldAssertException($"It closed with {socket.CloseStatus}.");
            if (received.EndOfMessage)
                return [.. record[..^1]]; // the server sends a record a message
        }
    }

    private static async Task<WebSocketCloseStatus?> EndAsync(ClientWebSocket socket)
    {
        var buffer = new byte[4_096];
        while ((await socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None)).MessageType != WebSocketMessageType.Close)
        {
            // what was still on its way
        }
        return socket.CloseStatus;
    }

    private async Task<ClientWebSocket> ConnectAsync()
    {
        var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Authorization", $"Bearer {RoomHost.TokenOf(Somebody())}");
        await socket.ConnectAsync(new Uri($"ws://{_host.Address.Authority}{TalkHub.Path}"), CancellationToken.None);
        return socket;
    }
}
