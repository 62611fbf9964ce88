using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using TalksPlatform.Broadcast.Media.Outputs.Configuration;

namespace TalksPlatform.Broadcast.Media.Outputs.Icecast;

/// <summary>What goes beside a mount's sound: its titles, and how many listen. Neither ever holds up or breaks the sound.</summary>
internal sealed class IcecastStatus(OutputConfiguration configuration, Func<string> title, TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan CountInterval = TimeSpan.FromSeconds(5);
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(5), MaxResponseContentBufferSize = 1024 * 1024 };

    private readonly Uri _mount = new(configuration.Target);
    private string? _told;
    private long? _countedAt;

    /// <summary>Runs until it is cancelled; that is no error.</summary>
    public async Task RunAsync(OutputHealth health, bool tellsTitles, CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            try
            {
                if (tellsTitles)
                    await TellAsync(ct);
                await CountAsync(health, ct);
            }
            catch (Exception passing) when (passing is HttpRequestException or JsonException or TaskCanceledException or InvalidOperationException)
            {
                // The next time, then.
            }
            await Task.Delay(Interval, time, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task TellAsync(CancellationToken ct)
    {
        var now = title();
        if (now == _told)
            return;
        // Without a charset: Icecast takes the bytes for the mount's own and passes them on. With one it would turn them into
        // Latin 1, where most of our letters are not.
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(_mount,
            $"/admin/metadata?mode=updinfo&mount={Uri.EscapeDataString(_mount.AbsolutePath)}&song={Uri.EscapeDataString(now)}"));
        request.Headers.Authorization = new AuthenticationHeaderValue(
            "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{configuration.UserName}:{configuration.Password}")));
        using var answer = await Http.SendAsync(request, ct);
        if (answer.IsSuccessStatusCode)
            _told = now;
    }

    private async Task CountAsync(OutputHealth health, CancellationToken ct)
    {
        if (_countedAt is { } before && time.GetElapsedTime(before) < CountInterval)
            return;
        _countedAt = time.GetTimestamp();
        var text = await Http.GetStringAsync(new Uri(_mount, "/status-json.xsl"), ct);
        using var status = JsonDocument.Parse(text);
        if (!status.RootElement.TryGetProperty("icestats", out var stats) || !stats.TryGetProperty("source", out var source))
            return;
        IEnumerable<JsonElement> sources = source.ValueKind == JsonValueKind.Array ? source.EnumerateArray() : [source];
        foreach (var mount in sources)
        {
            if (mount.TryGetProperty("listenurl", out var url) && Uri.TryCreate(url.GetString(), UriKind.Absolute, out var at)
                && at.AbsolutePath == _mount.AbsolutePath && mount.TryGetProperty("listeners", out var listeners))
                health.Heard(listeners.GetInt32());
        }
    }
}
