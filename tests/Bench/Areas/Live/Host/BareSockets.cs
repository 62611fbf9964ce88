using System.Collections.Concurrent;
using System.Net.WebSockets;
using Microsoft.AspNetCore.Http;

namespace TalksPlatform.Bench.Areas.Live;

/// <summary>The other peer: Kestrel's WebSockets and nothing around them. Each is sent the same bytes.</summary>
internal sealed class BareSockets
{
    public const string Path = "/bare";

    private readonly ConcurrentDictionary<WebSocket, bool> _open = new();

    public async Task ServeAsync(HttpContext request)
    {
        using var socket = await request.WebSockets.AcceptWebSocketAsync();
        _open[socket] = true;
        try
        {
            var message = new byte[128];
            while ((await socket.ReceiveAsync(message.AsMemory(), request.RequestAborted)).MessageType != WebSocketMessageType.Close)
            {
                // nobody says anything
            }
        }
        catch (Exception gone) when (gone is WebSocketException or OperationCanceledException)
        {
            // the attendee left
        }
        finally
        {
            _open.TryRemove(socket, out _);
        }
    }

    public async Task TellAsync(ReadOnlyMemory<byte> message)
    {
        List<Task> slow = [];
        foreach (var socket in _open.Keys)
        {
            var sent = socket.SendAsync(message, WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
            if (!sent.IsCompletedSuccessfully)
                slow.Add(sent.AsTask());
        }
        await Task.WhenAll(slow);
    }
}
