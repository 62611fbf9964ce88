using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TalksPlatform.Broadcast.Hubs;
using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Alarms;

/// <summary>What a webhook is told.</summary>
/// <param name="Id">The message: who gets it twice knows it by that.</param>
/// <param name="State">Raised or cleared.</param>
/// <param name="Talk">Whose alarm; null when it is only a test.</param>
/// <param name="Title">The talk's, or null.</param>
/// <param name="Slug">Of its page, or null.</param>
/// <param name="Alarm">The alarm.</param>
internal sealed record AlarmMessage(Guid Id, string State, TalkId? Talk, string? Title, string? Slug, AlarmView Alarm);

/// <summary>
/// Tells webhooks of alarms: each message is signed, and sent again, later each time, until it is taken or a quarter of an
/// hour has passed. Hooks do not wait for each other, and nothing waits for hooks. What was not told when the process ends is
/// not told any more: an alarm that lasts is raised anew.
/// </summary>
internal sealed class AlarmPost(
    AlarmBook alarms, HookBook hooks, HookRoad road, TalkDirectory talks, TimeProvider time, ILogger<AlarmPost> logger) : BackgroundService
{
    private const int MostWaiting = 256;
    private const int MostAtOnce = 32;

    private static readonly TimeSpan[] Pauses =
        [.. new[] { 1, 5, 15, 60, 180, 600 }.Select(seconds => TimeSpan.FromSeconds(seconds))];

    private readonly Channel<(TalkId Talk, AlarmView Alarm)> _waiting =
        Channel.CreateBounded<(TalkId, AlarmView)>(new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.DropOldest });

    private readonly ConcurrentDictionary<Guid, HookState> _states = new();
    private readonly SemaphoreSlim _sending = new(MostAtOnce);

    /// <summary>How a hook did the last time; null when it was not tried since the server's start.</summary>
    public HookState? StateOf(Guid hook) => _states.GetValueOrDefault(hook);

    /// <summary>Sends one hook a message that is no alarm.</summary>
    public void Try(AlarmHook hook, CancellationToken ct = default) => _ = DeliverAsync(
        hook,
        new AlarmMessage(Guid.CreateVersion7(), "raised", null, null, null, new AlarmView(AlarmCodes.Test, AlarmLevel.Warning, null, null, time.GetUtcNow(), null, 1)),
        ct);

    public override void Dispose()
    {
        _sending.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        alarms.Changed += Take;
        try
        {
            await foreach (var (talk, alarm) in _waiting.Reader.ReadAllAsync(stoppingToken))
                await SendAsync(talk, alarm, stoppingToken);
        }
        finally
        {
            alarms.Changed -= Take;
        }
    }

    private void Take(TalkId talk, AlarmView alarm) => _waiting.Writer.TryWrite((talk, alarm));

    private async Task SendAsync(TalkId id, AlarmView alarm, CancellationToken ct)
    {
        foreach (var pause in Pauses)
        {
            try
            {
                if (await talks.TryFindAsync(id, ct) is not { State.Card: { } card })
                    return;
                var state = alarm.ClearedAt is null ? "raised" : "cleared";
                var message = new AlarmMessage(Guid.CreateVersion7(), state, id, card.Title, card.Slug, alarm);
                foreach (var hook in await hooks.ListAsync(card.Series, ct))
                    _ = DeliverAsync(hook, message, ct);
                return;
            }
            catch (Exception passing) when (!ct.IsCancellationRequested) // whatever it is, no webhook is worth the talk
            {
                logger.LogWarning("The webhooks of talk {Talk} could not be read ({Reason})", id, passing.Message);
            }
            await Task.Delay(pause, time, ct);
        }
    }

    /// <summary>Sends it until it is taken, or given up.</summary>
    private async Task DeliverAsync(AlarmHook hook, AlarmMessage message, CancellationToken ct)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(message, BroadcastJson.Options);
        foreach (var pause in (TimeSpan?[])[.. Pauses, null])
        {
            var fault = await TrySendAsync(hook, message.Id, body, ct);
            if (ct.IsCancellationRequested)
                return;
            Note(hook, fault);
            if (fault is null)
            {
                AlarmMeters.Tell();
                return;
            }
            if (pause is { } wait)
                await Task.Delay(wait, time, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        AlarmMeters.Lose();
        logger.LogWarning("The webhook {Hook} was never told of alarm {Code} ({Reason})", hook.Id, message.Alarm.Code, _states[hook.Id].Fault);
    }

    private void Note(AlarmHook hook, string? fault) => _states[hook.Id] = fault is null
        ? new HookState(time.GetUtcNow(), null)
        : new HookState(_states.GetValueOrDefault(hook.Id)?.ToldAt, fault);

    /// <summary>Null when it was taken, else why not.</summary>
    private async Task<string?> TrySendAsync(AlarmHook hook, Guid id, byte[] body, CancellationToken ct)
    {
        await _sending.WaitAsync(ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        try
        {
            using var message = new HttpRequestMessage(HttpMethod.Post, new Uri(hook.Url)) { Content = new ByteArrayContent(body) };
            message.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            message.Headers.UserAgent.ParseAdd("TalksPlatform");
            message.Headers.Add("Talks-Delivery", id.ToString("N"));
            message.Headers.Add("Talks-Signature", Sign(hook.Id, body));
            using var answer = await road.SendAsync(message, ct);
            return answer.IsSuccessStatusCode ? null : $"It answered {(int)answer.StatusCode}.";
        }
        catch (Exception refused) when (refused is HttpRequestException or IOException or OperationCanceledException)
        {
            return refused is OperationCanceledException ? "It did not answer in time." : refused.Message;
        }
        finally
        {
            _sending.Release();
        }
    }

    /// <summary>t=seconds,v1=hex of HMAC-SHA-256 over "seconds.body": who checks both is sure of the sender, and of the time.</summary>
    private string Sign(Guid hook, byte[] body)
    {
        var seconds = time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        byte[] signed = [.. Encoding.ASCII.GetBytes($"{seconds}."), .. body];
        return $"t={seconds},v1={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.ASCII.GetBytes(hooks.SecretOf(hook)), signed))}";
    }
}

/// <summary>How a hook does.</summary>
/// <param name="ToldAt">When it last took a message, or null.</param>
/// <param name="Fault">Why it did not take the last one; null when it did.</param>
internal sealed record HookState(DateTimeOffset? ToldAt, string? Fault);
