using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using TalksPlatform.Broadcast.Hubs;
using TalksPlatform.Broadcast.Tests.Kit;
using static TalksPlatform.Broadcast.Tests.Kit.People;

namespace TalksPlatform.Broadcast.Tests.Hubs.Sockets;

/// <summary>A client of the hub that says what a test wants it to say, record by record.</summary>
internal sealed class BareClient : IDisposable
{
    public const string Handshake = "{\"protocol\":\"json\",\"version\":1}\u001e";

    public const string Ping = "{\"type\":6}\u001e";

    private readonly ClientWebSocket _socket = new();

    public bool IsOpen => _socket.State == WebSocketState.Open;

    /// <summary>Somebody of the audience, whose sign-in may expire.</summary>
    public static async Task<BareClient> ConnectAsync(RoomHost host, DateTimeOffset? expires = null)
    {
        var client = new BareClient();
        client._socket.Options.SetRequestHeader("Authorization", $"Bearer {RoomHost.TokenOf(Somebody())}");
        if (expires is { } at)
            client._socket.Options.SetRequestHeader(RoomHost.ExpiresAt, at.ToString("O"));
        await client._socket.ConnectAsync(new Uri($"ws://{host.Address.Authority}{TalkHub.Path}"), CancellationToken.None);
        return client;
    }

    public static string Call(string id, string method, params object?[] arguments) =>
        JsonSerializer.Serialize(new { type = 1, invocationId = id, target = method, arguments }, JsonSerializerOptions.Web) + "\u001e";

    public async Task SendAsync(string records) =>
        await _socket.SendAsync(Encoding.UTF8.GetBytes(records), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);

    /// <summary>Shakes hands, and is answered.</summary>
    public async Task ShakeHandsAsync()
    {
        await SendAsync(Handshake);
        await NextAsync();
    }

    /// <summary>What it said before was heard: this is said, and answered.</summary>
    public async Task BeHeardAsync()
    {
        await SendAsync(Call("heard", "NoSuchMethod"));
        (await NextAsync()).GetProperty("invocationId").GetString().ShouldBe("heard");
    }

    /// <summary>The next record that is neither news of the room nor a sign of life.</summary>
    public async Task<JsonElement> NextAsync()
    {
        while (true)
        {
            using var json = JsonDocument.Parse(await RecordAsync());
            if (!json.RootElement.TryGetProperty("type", out var type) || type.GetInt32() is not (1 or 6))
                return json.RootElement.Clone();
        }
    }

    public async Task<byte[]> RecordAsync()
    {
        var (buffer, record) = (new byte[64 * 1024], new List<byte>());
        while (true)
        {
            var received = await _socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None);
            record.AddRange(buffer[..received.Count]);
            if (received.MessageType == WebSocketMessageType.Close)
                throw new ShouldAssertException($"It closed with {_socket.CloseStatus}.");
            if (received.EndOfMessage)
                return [.. record[..^1]]; // the server sends a record a message
        }
    }

    /// <summary>Reads on until the server closes.</summary>
    /// <returns>How, or null when it was cut.</returns>
    public async Task<WebSocketCloseStatus?> EndAsync()
    {
        var buffer = new byte[4_096];
        try
        {
            while ((await _socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None)).MessageType != WebSocketMessageType.Close)
            {
                // what was still on its way
            }
            return _socket.CloseStatus;
        }
        catch (WebSocketException)
        {
            return null;
        }
    }

    public async Task<WebSocketCloseStatus?> CloseAsync()
    {
        await _socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
        return _socket.CloseStatus;
    }

    public void Dispose() => _socket.Dispose();
}
