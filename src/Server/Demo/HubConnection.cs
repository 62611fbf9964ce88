using System.Collections.Concurrent;
using System.Globalization;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace TalksPlatform.Server.Demo;

/// <summary>
/// A small client of the hub: SignalR's JSON protocol over one WebSocket, enough to call and to be told. The client
/// package of SignalR cannot be restored everywhere, and a page's client lives in a browser.
/// </summary>
internal sealed class HubConnection : IAsyncDisposable
{
    private const byte RecordSeparator = 0x1e;

    /// <summary>JSON as the hub speaks it.</summary>
    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    private readonly ClientWebSocket _socket;
    private readonly CancellationTokenSource _close = new();
    private readonly SemaphoreSlim _sending = new(1);
    private readonly ConcurrentDictionary<string, TaskCompletionSource<JsonNode?>> _calls = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Action<JsonNode?>> _handlers = new(StringComparer.Ordinal);
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _receiving = Task.CompletedTask;
    private long _lastCall;

    private HubConnection(ClientWebSocket socket) => _socket = socket;

    /// <summary>Completes when the connection is gone, for whatever reason.</summary>
    public Task Closed => _closed.Task;

    /// <summary>Connects with a person's token.</summary>
    /// <exception cref="WebSocketException">The server is away or refuses.</exception>
    public static async Task<HubConnection> ConnectAsync(Uri hub, string token, CancellationToken ct)
    {
        var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Authorization", "Bearer " + token);
        try
        {
            await socket.ConnectAsync(hub, ct);
            var connection = new HubConnection(socket);
            await connection.SendAsync(new JsonObject { ["protocol"] = "json", ["version"] = 1 }, ct);
            connection._receiving = connection.ReceiveAsync();
            return connection;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Hears one kind of message. Set the handlers before the first call; they run in the order of arrival.</summary>
    public void On<T>(string method, Action<T> handler) =>
        _handlers[method] = argument =>
        {
            if (argument.Deserialize<T>(Json) is { } value)
                handler(value);
        };

    /// <summary>Calls a method and waits for its result.</summary>
    /// <exception cref="HubFaultException">The hub refused, with code and text.</exception>
    /// <exception cref="IOException">The connection is gone; whether the call arrived is not known.</exception>
    public async Task<T> InvokeAsync<T>(string method, object?[] arguments, CancellationToken ct)
    {
        var id = Interlocked.Increment(ref _lastCall).ToString(CultureInfo.InvariantCulture);
        var call = new TaskCompletionSource<JsonNode?>(TaskCreationOptions.RunContinuationsAsynchronously);
        _calls[id] = call;
        try
        {
            await SendAsync(
                new JsonObject
                {
                    ["type"] = 1,
                    ["invocationId"] = id,
                    ["target"] = method,
                    ["arguments"] = JsonSerializer.SerializeToNode(arguments, Json),
                },
                ct);
            if (_closed.Task.IsCompleted)
                throw new IOException("The connection is gone.");
            var result = await call.Task.WaitAsync(ct);
            return result.Deserialize<T>(Json)!;
        }
        catch (Exception e) when (e is WebSocketException or ObjectDisposedException)
        {
            throw new IOException("The connection is gone.", e);
        }
        finally
        {
            _calls.TryRemove(id, out _);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _close.CancelAsync();
        await _receiving;
        _socket.Dispose();
        _sending.Dispose();
        _close.Dispose();
    }

    private async Task SendAsync(JsonNode message, CancellationToken ct)
    {
        byte[] record = [.. JsonSerializer.SerializeToUtf8Bytes(message), RecordSeparator];
        await _sending.WaitAsync(ct);
        try
        {
            await _socket.SendAsync(record, WebSocketMessageType.Text, endOfMessage: true, ct);
        }
        finally
        {
            _sending.Release();
        }
    }

    private async Task ReceiveAsync()
    {
        var records = new List<byte>();
        var buffer = new byte[16 * 1024];
        try
        {
            while (!_close.IsCancellationRequested)
            {
                var received = await _socket.ReceiveAsync(buffer.AsMemory(), _close.Token);
                if (received.MessageType == WebSocketMessageType.Close)
                    break;
                foreach (var value in buffer.AsSpan(0, received.Count))
                {
                    if (value != RecordSeparator)
                    {
                        records.Add(value);
                        continue;
                    }

                    Take(JsonNode.Parse([.. records])!.AsObject());
                    records.Clear();
                }
            }
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or JsonException)
        {
            // gone: whoever waits is told below
        }

        _closed.TrySetResult();
        foreach (var call in _calls.Values)
            call.TrySetException(new IOException("The connection is gone."));
    }

    private void Take(JsonObject message)
    {
        switch (message["type"]?.GetValue<int>())
        {
            case 1 when _handlers.TryGetValue(message["target"]!.GetValue<string>(), out var handler):
                handler(message["arguments"]!.AsArray().FirstOrDefault());
                break;
            case 3 when _calls.TryGetValue(message["invocationId"]!.GetValue<string>(), out var call):
                if (message["error"] is { } error)
                    call.TrySetException(new HubFaultException(error.GetValue<string>()));
                else
                    call.TrySetResult(message["result"]);
                break;
            case 6:
                _ = SendAsync(new JsonObject { ["type"] = 6 }, CancellationToken.None);
                break;
        }
    }
}

/// <summary>The hub refused a call: its message is "code|text".</summary>
internal sealed class HubFaultException(string message) : Exception(Stripped(message))
{
    /// <summary>The fault's stable code.</summary>
    public string Code => Message.Split('|')[0];

    // SignalR puts its own words before ours.
    private static string Stripped(string message)
    {
        const string Before = "HubException: ";
        var at = message.IndexOf(Before, StringComparison.Ordinal);
        return at < 0 ? message : message[(at + Before.Length)..];
    }
}
