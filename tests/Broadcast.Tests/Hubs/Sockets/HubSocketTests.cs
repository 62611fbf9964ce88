using System.Net.WebSockets;
using System.Text;
using TalksPlatform.Broadcast.Hubs;
using TalksPlatform.Broadcast.Tests.Kit;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Tests.Hubs.Sockets;

/// <summary>The hub's protocol, record by record, as any client of SignalR's may speak it.</summary>
public class HubSocketTests(RoomServer server) : IClassFixture<RoomServer>
{
    private readonly RoomHost _host = server.Host;

    [Fact]
    public async Task A_handshake_for_another_protocol_is_refused_in_words()
    {
        using var socket = await ConnectAsync();
        await socket.SendAsync("{\"protocol\":\"messagepack\",\"version\":1}\u001e");

        (await socket.NextAsync()).GetProperty("error").GetString().ShouldBe("The protocol 'messagepack' is not supported.");
        (await socket.EndAsync()).ShouldBe(WebSocketCloseStatus.NormalClosure);
    }

    [Fact]
    public async Task Several_records_in_one_message_are_obeyed_in_their_order()
    {
        var talk = await _host.OpenAsync();
        using var socket = await ConnectAsync();
        await socket.SendAsync(BareClient.Handshake + "{\"type\":6}\u001e" + BareClient.Call("1", "Join", talk.Id) + BareClient.Call("2", "CatchUp", talk.Id, 0));

        (await socket.NextAsync()).ToString().ShouldBe("{}");
        (await socket.NextAsync()).GetProperty("invocationId").GetString().ShouldBe("1");
        (await socket.NextAsync()).GetProperty("invocationId").GetString().ShouldBe("2");
    }

    [Fact]
    public async Task Letters_of_every_script_go_as_they_are()
    {
        var talk = await _host.OpenAsync();
        using var socket = await ConnectAsync();
        await socket.SendAsync(BareClient.Handshake + BareClient.Call("1", "Ask", talk.Id, CommandId.New(), QuestionId.New(), "ລາຄາເທົ່າໃດ?", null, null) + BareClient.Call("2", "Join", talk.Id));
        await socket.NextAsync();

        var texts = new List<string>();
        while (texts.LastOrDefault()?.Contains("\"invocationId\":\"2\"", StringComparison.Ordinal) != true)
            texts.Add(Encoding.UTF8.GetString(await socket.RecordAsync()));

        texts[^1].ShouldContain("ລາຄາເທົ່າໃດ?");
    }

    [Fact]
    public async Task A_call_without_an_id_is_done_and_not_answered()
    {
        var talk = await _host.OpenAsync();
        using var socket = await ConnectAsync();
        var silent = $"{{\"type\":1,\"target\":\"RaiseHand\",\"arguments\":[\"{talk.Id}\",\"{CommandId.New()}\",\"Noy\",null,true]}}\u001e";
        await socket.SendAsync(BareClient.Handshake + silent + BareClient.Call("2", "CatchUp", talk.Id, 0));
        await socket.NextAsync();

        (await socket.NextAsync()).GetProperty("invocationId").GetString().ShouldBe("2");
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
        await socket.SendAsync(BareClient.Handshake + $"{{\"arguments\":{arguments},\"target\":\"{method}\",\"invocationId\":\"a\",\"type\":1}}\u001e");
        await socket.NextAsync();

        var refusal = await socket.NextAsync();

        refusal.GetProperty("invocationId").GetString().ShouldBe("a");
        refusal.GetProperty("error").GetString().ShouldBe(error);
        socket.IsOpen.ShouldBeTrue();
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
        await socket.SendAsync(BareClient.Handshake);
        await socket.NextAsync();
        await socket.SendAsync(message);

        var last = await socket.NextAsync();

        last.GetProperty("type").GetInt32().ShouldBe(7);
        last.GetProperty("error").GetString().ShouldNotBeNull().ShouldStartWith("Connection closed with an error.");
        (await socket.EndAsync()).ShouldBe(WebSocketCloseStatus.ProtocolError);
    }

    [Fact]
    public async Task Whoever_says_goodbye_is_answered_and_forgotten()
    {
        var talk = await _host.OpenAsync();
        using var socket = await ConnectAsync();
        await socket.SendAsync(BareClient.Handshake + BareClient.Call("1", "Join", talk.Id));
        await socket.NextAsync();
        await socket.NextAsync();
        var room = _host.Get<RoomDirectory>().Find(talk.Id)!;
        room.Audience.Count.ShouldBe(1);

        (await socket.CloseAsync()).ShouldBe(WebSocketCloseStatus.NormalClosure);

        await TestKit.Eventually.BecomesAsync(() => room.Audience.Count == 0, "she has left the room");
    }

    private Task<BareClient> ConnectAsync() => BareClient.ConnectAsync(_host);
}
