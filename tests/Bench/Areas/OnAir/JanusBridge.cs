using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using TalksPlatform.Foundation.Processes;
using TalksPlatform.TestKit;
using TalksPlatform.TestKit.Peers;

namespace TalksPlatform.Bench.Areas.OnAir;

/// <summary>Janus with its audio bridge, whose participants come by plain RTP and with the settings that ours have.</summary>
internal sealed class JanusBridge : IAsyncDisposable
{
    private const string Libraries = "/usr/lib/x86_64-linux-gnu/janus";

    private readonly string _folder = Directory.CreateTempSubdirectory("janus-").FullName;
    private readonly int _port = FreePort.Tcp();
    private ChildProcess _process = null!;
    private HttpClient _http = null!;
    private long _room = 1_000;

    public static async Task<JanusBridge> StartAsync(CancellationToken ct)
    {
        Prerequisite.NeedsProgram("janus", "janus");
        var janus = new JanusBridge();
        await janus.ConfigureAsync(ct);
        janus._process = ChildProcess.Start(new ChildCommand("janus", ["-F", janus._folder, "-i", "127.0.0.1"]));
        janus._http = new HttpClient { BaseAddress = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{janus._port}/janus/")) };
        await Eventually.BecomesAsync(janus.AnswersAsync, "Janus answers");
        return janus;
    }

    /// <summary>The processor time of its process so far, in microseconds.</summary>
    public double Microseconds => ProcessTime.Of(_process.Id);

    /// <summary>Opens a room in which those who are sent the mix at these ports take part.</summary>
    /// <returns>Where each of them sends to, and what ends the room.</returns>
    public async Task<(IReadOnlyList<int> Ports, Func<Task> CloseAsync)> OpenAsync(IReadOnlyList<int> ports, CancellationToken ct)
    {
        var room = ++_room;
        var session = await CreateAsync("", new { janus = "create", transaction = "t" }, ct);
        var first = await CreateAsync(session, new { janus = "attach", plugin = "janus.plugin.audiobridge", transaction = "t" }, ct);
        await TellAsync($"{session}/{first}", new { request = "create", room, sampling_rate = 48_000, permanent = false, allow_rtp_participants = true }, ct);

        var theirs = new List<int>();
        foreach (var port in ports)
        {
            var handle = await CreateAsync(session, new { janus = "attach", plugin = "janus.plugin.audiobridge", transaction = "t" }, ct);
            await TellAsync($"{session}/{handle}", Joining(room, port), ct);
            theirs.Add(await JoinedAsync(session, ct));
        }
        return (theirs, () => LeaveAsync(session, ct));
    }

    public async ValueTask DisposeAsync()
    {
        _http?.Dispose();
        if (_process is not null)
            await _process.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static object Joining(long room, int port) => new
    {
        request = "join",
        room,
        display = "bench",
        muted = false,
        bitrate = Talking.Settings.Bitrate,
        quality = Talking.Settings.Complexity,
        expected_loss = Talking.Settings.ExpectedLossPercent,
        rtp = new { ip = "127.0.0.1", port, payload_type = Talking.PayloadType, fec = Talking.Settings.ForwardErrorCorrection },
    };

    private async Task LeaveAsync(string session, CancellationToken ct) =>
        (await _http.PostAsJsonAsync(session, new { janus = "destroy", transaction = "t" }, ct)).Dispose();

    private async Task<string> CreateAsync(string path, object what, CancellationToken ct)
    {
        using var answer = await _http.PostAsJsonAsync(path, what, ct);
        using var json = (await answer.Content.ReadFromJsonAsync<JsonDocument>(ct))!;
        return json.RootElement.GetProperty("data").GetProperty("id").GetRawText();
    }

    private async Task TellAsync(string handle, object body, CancellationToken ct)
    {
        using var answer = await _http.PostAsJsonAsync(handle, new { janus = "message", transaction = "t", body }, ct);
        var text = await answer.Content.ReadAsStringAsync(ct);
        if (text.Contains("\"error\"", StringComparison.Ordinal))
            throw new InvalidOperationException($"Janus refuses: {text}");
    }

    /// <summary>Waits until somebody has joined, and reads where she sends to.</summary>
    private async Task<int> JoinedAsync(string session, CancellationToken ct)
    {
        while (true)
        {
            using var report = (await _http.GetFromJsonAsync<JsonDocument>($"{session}?maxev=1", ct))!;
            if (!report.RootElement.TryGetProperty("plugindata", out var plugin))
                continue;
            var data = plugin.GetProperty("data");
            if (data.TryGetProperty("error", out var refused))
                throw new InvalidOperationException($"Janus refuses: {refused.GetString()}");
            if (data.TryGetProperty("rtp", out var rtp))
                return rtp.GetProperty("port").GetInt32();
        }
    }

    private async Task<bool> AnswersAsync()
    {
        if (_process.Exit.IsCompleted)
            throw new InvalidOperationException($"Janus ended: {_process.LastWords}");
        try
        {
            using var info = await _http.GetAsync("info");
            return info.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private async Task ConfigureAsync(CancellationToken ct)
    {
        var files = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["janus.jcfg"] = $$"""
                general: { configs_folder = "{{_folder}}", plugins_folder = "{{Libraries}}/plugins", transports_folder = "{{Libraries}}/transports", debug_level = 2, session_timeout = 0 }
                plugins: { disable = "libjanus_duktape.so,libjanus_echotest.so,libjanus_lua.so,libjanus_nosip.so,libjanus_recordplay.so,libjanus_sip.so,libjanus_streaming.so,libjanus_textroom.so,libjanus_videocall.so,libjanus_videoroom.so,libjanus_voicemail.so" }
                transports: { disable = "libjanus_mqtt.so,libjanus_nanomsg.so,libjanus_pfunix.so,libjanus_rabbitmq.so,libjanus_websockets.so" }
                """,
            ["janus.transport.http.jcfg"] = $$"""
                general: { json = "plain", base_path = "/janus", http = true, port = {{_port}}, ip = "127.0.0.1", https = false }
                """,
            ["janus.plugin.audiobridge.jcfg"] = """
                general: { local_ip = "127.0.0.1" }
                """,
        };
        foreach (var (name, text) in files)
            await File.WriteAllTextAsync(Path.Combine(_folder, name), text + "\n", ct);
    }
}
