using System.Buffers.Binary;
using System.Security.Cryptography.X509Certificates;
using TalksPlatform.Broadcast.Media.Outputs.Rtmp.Picture;

namespace TalksPlatform.Broadcast.Media.Outputs.Rtmp.Protocol;

/// <summary>
/// Publishes one stream on a server: ours, rather than ffmpeg's, so that the key stands in no command line, one that hangs
/// is noticed, and each failure has its own words. It needs a loop that reads and one that writes.
/// </summary>
internal sealed class RtmpPublisher : IAsyncDisposable
{
    private const string Server = "The server";
    private const int MostAnswers = 100; // messages until we are let in
    private const int PingRequest = 6;
    private const int PingResponse = 7;

    private static readonly TimeSpan ConnectPatience = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan WritePatience = TimeSpan.FromSeconds(10);

    private readonly Stream _stream;
    private readonly RtmpChunks _chunks;
    private readonly SemaphoreSlim _writing = new(1);
    private readonly TimeProvider _time;
    private uint _publishing;
    private long _acknowledged;
    private uint _window = uint.MaxValue;

    private RtmpPublisher(Stream stream, TimeProvider time) => (_stream, _chunks, _time) = (stream, new RtmpChunks(stream), time);

    /// <summary>Connects, and is let in with the key.</summary>
    /// <exception cref="OutputException">It is not, and why; the key is not in it.</exception>
    public static Task<RtmpPublisher> ConnectAsync(
        RtmpAddress address, string key, X509Certificate2? trusted, TimeProvider time, CancellationToken ct) =>
        OpenAsync(address, key, trusted, time, ct);

    /// <summary>Connects as far as the application, and leaves without showing a key or beginning a stream.</summary>
    /// <exception cref="OutputException">It is not reached, and why.</exception>
    public static async Task ReachAsync(RtmpAddress address, X509Certificate2? trusted, TimeProvider time, CancellationToken ct) =>
        await (await OpenAsync(address, key: null, trusted, time, ct)).DisposeAsync();

    private static async Task<RtmpPublisher> OpenAsync(
        RtmpAddress address, string? key, X509Certificate2? trusted, TimeProvider time, CancellationToken ct)
    {
        using var limit = new CancellationTokenSource(ConnectPatience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, ct);
        RtmpPublisher? publisher = null;
        try
        {
            var stream = await ServerConnection.OpenAsync(address.Host, address.Port, address.IsEncrypted, trusted, either.Token);
            publisher = new RtmpPublisher(stream, time);
            await RtmpHandshake.ShakeAsync(stream, either.Token);
            await publisher.EnterAsync(address, either.Token);
            if (key is not null)
                await publisher.PublishAsync(key, either.Token);
            return publisher;
        }
        catch (Exception failure)
        {
            if (publisher is not null)
                await publisher.DisposeAsync();
            if (ct.IsCancellationRequested)
                throw;
            throw failure is InvalidDataException
                ? new OutputException(OutputException.Broken, $"{Server} does not speak RTMP.", failure)
                : OutputException.Connecting(Server, failure);
        }
    }

    /// <summary>Sends one piece of the stream.</summary>
    /// <exception cref="OutputException">The server takes nothing, or is gone.</exception>
    public async Task SendAsync(FlvTag tag, CancellationToken ct)
    {
        var body = tag.Type == FlvTag.Data ? [.. Amf0.Write("@setDataFrame"), .. tag.Body] : tag.Body;
        try
        {
            await WriteAsync(new RtmpMessage(tag.Type, _publishing, tag.Milliseconds, body), ct).WaitAsync(WritePatience, _time, ct);
        }
        catch (TimeoutException hung)
        {
            throw new OutputException(OutputException.Slow, $"{Server} takes nothing any more.", hung);
        }
        catch (IOException broken)
        {
            throw new OutputException(OutputException.Broken, $"{Server} closed the connection.", broken);
        }
    }

    /// <summary>Answers what the server asks, until it closes the connection or takes back its leave.</summary>
    /// <exception cref="OutputException">That is what happened.</exception>
    public async Task ListenAsync(CancellationToken ct)
    {
        try
        {
            while (await ReadAsync(ct) is { } message)
            {
                if (CommandOf(message) is ["onStatus", _, _, Dictionary<string, object?> status, ..] && IsError(status))
                    throw Refused(status);
            }
        }
        catch (Exception failure) when (failure is IOException or InvalidDataException)
        {
            throw new OutputException(OutputException.Broken, $"{Server} closed the connection.", failure);
        }
        throw new OutputException(OutputException.Broken, $"{Server} closed the connection.");
    }

    /// <summary>Tells the server that the stream is over.</summary>
    public async Task EndAsync(string key, CancellationToken ct)
    {
        await WriteAsync(Command(0, "FCUnpublish", 6, null, key), ct);
        await WriteAsync(Command(0, "deleteStream", 7, null, (double)_publishing), ct);
    }

    public async ValueTask DisposeAsync()
    {
        await _stream.DisposeAsync();
        _writing.Dispose();
    }

    private async Task EnterAsync(RtmpAddress address, CancellationToken ct)
    {
        await WriteAsync(RtmpChunks.ChunkSize, ct);
        await WriteAsync(
            Command(0, "connect", 1, new (string, object?)[]
            {
                ("app", address.App),
                ("type", "nonprivate"),
                ("flashVer", "FMLE/3.0 (compatible; TalksPlatform)"),
                ("tcUrl", address.Url),
            }),
            ct);
        await AnswerAsync(1, ct);
    }

    private async Task PublishAsync(string key, CancellationToken ct)
    {
        await WriteAsync(Command(0, "releaseStream", 2, null, key), ct);
        await WriteAsync(Command(0, "FCPublish", 3, null, key), ct);
        await WriteAsync(Command(0, "createStream", 4, null), ct);
        _publishing = await AnswerAsync(4, ct) is double stream ? (uint)stream : 1;
        await WriteAsync(Command(_publishing, "publish", 5, null, key, "live"), ct);
        for (var i = 0; i < MostAnswers; i++)
        {
            var answer = CommandOf(await ReadWhileAskingForLeaveAsync(ct));
            if (answer is ["_error", 5.0, ..])
                throw new OutputException(OutputException.Refused, $"{Server} refuses the stream key.");
            if (answer is not ["onStatus", _, _, Dictionary<string, object?> status, ..])
                continue;
            if (IsError(status) || Word(status, "code") is "NetStream.Publish.BadName" or "NetStream.Publish.Denied")
                throw Refused(status);
            if (Word(status, "code") == "NetStream.Publish.Start")
                return;
        }
        throw new OutputException(OutputException.Silent, $"{Server} does not let the stream begin.");
    }

    /// <summary>Many servers say of a wrong key nothing and hang up.</summary>
    private async Task<RtmpMessage> ReadWhileAskingForLeaveAsync(CancellationToken ct)
    {
        try
        {
            if (await ReadAsync(ct) is { } message)
                return message;
        }
        catch (IOException closed)
        {
            throw new OutputException(OutputException.Refused, $"{Server} hung up when it saw the stream key: is it right, and the broadcast open?", closed);
        }
        throw new OutputException(OutputException.Refused, $"{Server} hung up when it saw the stream key: is it right, and the broadcast open?");
    }

    /// <summary>What a question was answered with.</summary>
    private async Task<object?> AnswerAsync(double question, CancellationToken ct)
    {
        for (var i = 0; i < MostAnswers; i++)
        {
            var message = await ReadAsync(ct) ?? throw new OutputException(OutputException.Broken, $"{Server} closed the connection.");
            switch (CommandOf(message))
            {
                case ["_result", double number, .. var result] when number == question:
                    return result.Count > 0 ? result[^1] : null;
                case ["_error", double number, .. var reasons] when number == question:
                    throw Refused(reasons.OfType<Dictionary<string, object?>>().LastOrDefault() ?? []);
            }
        }
        throw new OutputException(OutputException.Broken, $"{Server} does not speak RTMP.");
    }

    private static List<object?> CommandOf(RtmpMessage message) => message.Type == RtmpMessage.Command ? [.. Amf0.Read(message.Body)] : [];

    private static bool IsError(Dictionary<string, object?> status) => Word(status, "level") == "error";

    private static string? Word(Dictionary<string, object?> status, string name) => status.GetValueOrDefault(name) as string;

    /// <summary>The server's code only: what it writes besides may repeat the key.</summary>
    private static OutputException Refused(Dictionary<string, object?> status)
    {
        var code = Word(status, "code") is { } said && said.All(c => char.IsAsciiLetter(c) || c == '.') ? said : "no reason";
        return new OutputException(OutputException.Refused, code.StartsWith("NetConnection", StringComparison.Ordinal)
            ? $"{Server} refuses the connection ({code}): is the address right?"
            : $"{Server} refuses the stream key ({code}).");
    }

    private static RtmpMessage Command(uint stream, string name, double number, params ReadOnlySpan<object?> arguments) =>
        new(RtmpMessage.Command, stream, 0, Amf0.Write([name, number, .. arguments]));

    /// <summary>The next message that is not about the connection itself; null at the end.</summary>
    private async Task<RtmpMessage?> ReadAsync(CancellationToken ct)
    {
        while (await _chunks.ReadAsync(ct) is { } message)
        {
            if (message.Type == RtmpMessage.WindowSize && message.Body.Length >= 4)
                _window = BinaryPrimitives.ReadUInt32BigEndian(message.Body);
            else if (message.Type == RtmpMessage.UserControl && message.Body is [0, PingRequest, ..])
                await WriteAsync(new RtmpMessage(RtmpMessage.UserControl, 0, 0, [0, PingResponse, .. message.Body[2..]]), ct);
            else if (message.Type > RtmpMessage.UserControl)
                return message;
            await AcknowledgeAsync(ct);
        }
        return null;
    }

    private async Task AcknowledgeAsync(CancellationToken ct)
    {
        if (_chunks.Received - _acknowledged < _window / 2)
            return;
        _acknowledged = _chunks.Received;
        var body = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(body, (uint)_acknowledged);
        await WriteAsync(new RtmpMessage(RtmpMessage.Acknowledgement, 0, 0, body), ct);
    }

    private async Task WriteAsync(RtmpMessage message, CancellationToken ct)
    {
        await _writing.WaitAsync(ct);
        try
        {
            await _chunks.WriteAsync(message, ct);
        }
        finally
        {
            _writing.Release();
        }
    }
}
