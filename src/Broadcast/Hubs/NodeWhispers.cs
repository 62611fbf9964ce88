using System.Text.Json;
using System.Text.Json.Serialization;
using System.Threading.Channels;
using Dapper;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation;

namespace TalksPlatform.Broadcast.Hubs;

/// <summary>What one node tells the others of its part of a room. Nobody keeps it, and one that is lost does no harm.</summary>
/// <param name="Talk">The talk.</param>
/// <param name="Reactions">How many there were, by kind.</param>
/// <param name="Here">Who of the line is connected there.</param>
/// <param name="People">How many people are connected there.</param>
/// <param name="Hosts">Which hosts are.</param>
internal sealed record Whisper(
    [property: JsonPropertyName("t")] TalkId Talk,
    [property: JsonPropertyName("r")] int[]? Reactions = null,
    [property: JsonPropertyName("h")] PersonId[]? Here = null,
    [property: JsonPropertyName("p")] int? People = null,
    [property: JsonPropertyName("d")] PersonId[]? Hosts = null)
{
    /// <summary>The node that tells.</summary>
    [JsonPropertyName("n")]
    public Guid Node { get; init; }
}

/// <summary>
/// Carries whispers between the nodes by NOTIFY: what waits goes in one statement, four times a second at most. Thread-safe.
/// </summary>
internal sealed class NodeWhispers(BroadcastDb db, TimeProvider time, ILogger<NodeWhispers> logger) : BackgroundService
{
    private const string Channel = "room";
    private const int MostWaiting = 256;
    private const int LongestPayload = 7_900; // PostgreSQL takes less than 8,000 bytes

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Backoff = TimeSpan.FromSeconds(1);
    private static readonly JsonSerializerOptions Json = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    private readonly Guid _node = Guid.NewGuid();
    private readonly Outage _outage = new(logger, "What other nodes tell of their rooms");
    private readonly Channel<Whisper> _waiting = System.Threading.Channels.Channel.CreateBounded<Whisper>(
        new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
    private volatile bool _listening;

    /// <summary>Raised for each whisper of another node; be quick.</summary>
    public event Action<Whisper>? Heard;

    /// <summary>Other nodes can be heard just now.</summary>
    public bool IsListening => _listening;

    /// <summary>Has it told to the others, soon. Never waits.</summary>
    public void Tell(Whisper whisper) => _waiting.Writer.TryWrite(whisper with { Node = _node });

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(KeepAsync(ListenAsync, stoppingToken), KeepAsync(TellAsync, stoppingToken));

    private async Task KeepAsync(Func<CancellationToken, Task> work, CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            try
            {
                await work(ct);
            }
            catch (Exception unreachable) when (unreachable is not OperationCanceledException || !ct.IsCancellationRequested)
            {
                _outage.Began(unreachable);
                await Task.Delay(Backoff, time, ct);
            }
        }
    }

    private async Task ListenAsync(CancellationToken ct)
    {
        await using var connection = await db.OpenAsync(ct);
        connection.Notification += (_, notification) => Hear(notification.Payload);
        await using (var listen = new NpgsqlCommand($"LISTEN {Channel}", connection))
            await listen.ExecuteNonQueryAsync(ct);
        _outage.Ended();
        try
        {
            for (_listening = true; ;)
                await connection.WaitAsync(ct);
        }
        finally
        {
            _listening = false;
        }
    }

    private void Hear(string payload)
    {
        try
        {
            if (JsonSerializer.Deserialize<Whisper>(payload, Json) is { } whisper && whisper.Node != _node)
                Heard?.Invoke(whisper);
        }
        catch (JsonException later)
        {
            logger.LogDebug(later, "Another version whispers something else");
        }
    }

    private async Task TellAsync(CancellationToken ct)
    {
        while (await _waiting.Reader.WaitToReadAsync(ct))
        {
            var payloads = new List<string>();
            while (_waiting.Reader.TryRead(out var whisper))
            {
                if (JsonSerializer.Serialize(whisper, Json) is { Length: < LongestPayload } payload)
                    payloads.Add(payload);
            }
            await using (var connection = await db.OpenAsync(ct))
            {
                await connection.ExecuteAsync(new CommandDefinition(
                    "SELECT pg_notify(@Channel, payload) FROM unnest(@Payloads) AS payload", new { Channel, Payloads = payloads }, cancellationToken: ct));
            }
            await Task.Delay(Pause, time, ct);
        }
    }
}
