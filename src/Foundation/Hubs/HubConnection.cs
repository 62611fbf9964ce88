using System.Buffers;
using System.Collections.Concurrent;
using System.Globalization;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Threading.Channels;

namespace TalksPlatform.Foundation.Hubs;

/// <summary>
/// A client of SignalR's JSON protocol over a WebSocket: invocations with answers, and whatever the server tells, in its
/// order. SignalR's own .NET client is not everywhere to be had, and the pages' client lives in browsers. It does not come
/// back by itself: whoever wants to resume opens another. Thread-safe.
/// </summary>
public sealed class HubConnection : IAsyncDisposable
{
    private const byte RecordSeparator = 0x1E;

    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ClientWebSocket _socket = new();
    private readonly SemaphoreSlim _sending = new(1);
    private readonly CancellationTokenSource _closing = new();
    private readonly ConcurrentDictionary<string, TaskCompletionSource<JsonElement>> _answers = new(StringComparer.Ordinal);
    private readonly Channel<HubMessage> _messages = Channel.CreateUnbounded<HubMessage>();
    private Task _receiving = Task.CompletedTask;
    private long _invocations;

    private HubConnection()
    {
    }

    /// <summary>JSON as our hub and API speak it: camel case, enums by name.</summary>
    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>What the server tells, in its order; completes when the connection ends.</summary>
    public ChannelReader<HubMessage> Messages => _messages.Reader;

    /// <summary>Completes when the connection ends, for whatever reason.</summary>
    public Task Ended => _ended.Task;

    /// <summary>Connects and shakes hands.</summary>
    /// <param name="hub">ws://host:port/hub/talk.</param>
    /// <param name="token">The bearer's token, or null for a stranger.</param>
    /// <exception cref="WebSocketException">The server does not let it in; the message has the status.</exception>
    public static async Task<HubConnection> OpenAsync(Uri hub, string? token, CancellationToken ct = default)
    {
        var connection = new HubConnection();
        try
        {
            if (token is not null)
                connection._socket.Options.SetRequestHeader("Authorization", $"Bearer {token}");
            await connection._socket.ConnectAsync(hub, ct);
            await connection.SendAsync("""{"protocol":"json","version":1}"""u8.ToArray(), ct);

            var records = new RecordReader(connection._socket);
            using var answer = JsonDocument.Parse(await records.ReadAsync(ct) ?? "{}"u8.ToArray());
            if (answer.RootElement.TryGetProperty("error", out var error))
                throw new WebSocketException(error.GetString());
            connection._receiving = Task.Run(() => connection.ReceiveAsync(records), CancellationToken.None);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Invokes a method of the hub and reads its answer.</summary>
    /// <exception cref="HubRefusedException">The hub refused: "code|text".</exception>
    public async Task<T> AskAsync<T>(string method, params object?[] arguments) =>
        (await AskAsync(method, arguments)).Deserialize<T>(Json)!;

    /// <summary>Invokes a method of the hub.</summary>
    /// <exception cref="HubRefusedException">The hub refused: "code|text".</exception>
    /// <exception cref="WebSocketException">The connection ended: whether the call arrived is not known.</exception>
    public async Task<JsonElement> AskAsync(string method, params object?[] arguments)
    {
        var id = Interlocked.Increment(ref _invocations).ToString(CultureInfo.InvariantCulture);
        var answer = new TaskCompletionSource<JsonElement>(TaskCreationOptions.RunContinuationsAsynchronously);
        _answers[id] = answer;
        await SendAsync(JsonSerializer.SerializeToUtf8Bytes(
            new { type = 1, invocationId = id, target = method, arguments }, Json), _closing.Token);
        if (_ended.Task.IsCompleted) // nobody reads any more: whoever came too late is told here
            answer.TrySetException(Gone());
        return await answer.Task;
    }

    /// <summary>The next message of this kind; those of other kinds before it are passed over.</summary>
    public async Task<JsonElement> NextAsync(string target, CancellationToken ct = default)
    {
        await foreach (var message in Messages.ReadAllAsync(ct))
        {
            if (message.Target == target)
                return message.Argument;
        }
        throw new WebSocketException($"The connection ended before any '{target}' came.");
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        _socket.Abort();
        await _receiving;
        _socket.Dispose();
        _sending.Dispose();
        _closing.Dispose();
    }

    private async Task SendAsync(byte[] message, CancellationToken ct)
    {
        await _sending.WaitAsync(ct);
        try
        {
            await _socket.SendAsync((byte[])[.. message, RecordSeparator], WebSocketMessageType.Text, endOfMessage: true, ct);
        }
        finally
        {
            _sending.Release();
        }
    }

    private async Task ReceiveAsync(RecordReader records)
    {
        try
        {
            while (await records.ReadAsync(_closing.Token) is { } record)
                Take(record);
        }
        catch (Exception ended) when (ended is WebSocketException or OperationCanceledException or ObjectDisposedException)
        {
            // also closed under the reader's hands; told to those who wait, below
        }
        _messages.Writer.TryComplete();
        _ended.TrySetResult();
        foreach (var answer in _answers.Values)
            answer.TrySetException(Gone());
    }

    private static WebSocketException Gone() => new("The connection ended before the answer came.");

    private void Take(byte[] record)
    {
        using var document = JsonDocument.Parse(record);
        var message = document.RootElement;
        switch (message.GetProperty("type").GetInt32())
        {
            case 1: // an invocation
                var arguments = message.GetProperty("arguments");
                var first = arguments.GetArrayLength() > 0 ? arguments[0].Clone() : default;
                _messages.Writer.TryWrite(new HubMessage(message.GetProperty("target").GetString()!, first));
                break;
            case 3: // an answer
                Complete(message);
                break;
            default: // 6 is a ping; 7 says that the socket will be closed
                break;
        }
    }

    private void Complete(JsonElement message)
    {
        if (!_answers.TryRemove(message.GetProperty("invocationId").GetString()!, out var answer))
            return;
        if (message.TryGetProperty("error", out var error))
            answer.TrySetException(HubRefusedException.Parse(error.GetString()!));
        else
            answer.TrySetResult(message.TryGetProperty("result", out var result) ? result.Clone() : default);
    }

    /// <summary>Cuts the stream at its separators: one frame may hold several records, or a part of one.</summary>
    private sealed class RecordReader(ClientWebSocket socket)
    {
        private readonly ArrayBufferWriter<byte> _buffer = new();
        private readonly Queue<byte[]> _records = new();

        /// <summary>The next record, or null when the server closed.</summary>
        public async Task<byte[]?> ReadAsync(CancellationToken ct)
        {
            while (_records.Count == 0)
            {
                var received = await socket.ReceiveAsync(_buffer.GetMemory(16 * 1024), ct);
                if (received.MessageType == WebSocketMessageType.Close)
                    return null;
                _buffer.Advance(received.Count);
                Cut();
            }
            return _records.Dequeue();
        }

        private void Cut()
        {
            var rest = _buffer.WrittenSpan;
            for (var end = rest.IndexOf(RecordSeparator); end >= 0; end = rest.IndexOf(RecordSeparator))
            {
                _records.Enqueue(rest[..end].ToArray());
                rest = rest[(end + 1)..];
            }
            var kept = rest.ToArray();
            _buffer.ResetWrittenCount();
            _buffer.Write(kept);
        }
    }
}
