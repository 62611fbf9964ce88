using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using TalksPlatform.Foundation.Processes;
using TalksPlatform.TestKit;
using TalksPlatform.TestKit.Peers;

namespace TalksPlatform.Interop.Tests.WebRtc;

/// <summary>
/// Janus, a WebRTC server, on a machine of its own, for it gathers no loopback addresses. In its audio bridge everybody
/// hears the others.
/// </summary>
public sealed class Janus : IAsyncLifetime
{
    /// <summary>The bridge that it opens by itself.</summary>
    public const int Room = 1;

    private const int Port = 8_088;
    private const string Libraries = "/usr/lib/x86_64-linux-gnu/janus";

    private readonly string _folder = Directory.CreateTempSubdirectory("janus-").FullName;
    private NetworkNamespace _machine = null!;
    private ChildProcess _process = null!;
    private HttpClient _http = null!;

    /// <summary>Our end of the cable: bind there to be reached by it.</summary>
    public IPAddress OurAddress => _machine.Ours;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        Prerequisite.NeedsProgram("janus", "janus");
        _machine = await NetworkNamespace.CreateAsync();
        await ConfigureAsync();
        _process = ChildProcess.Start(_machine.Inside(new ChildCommand("janus", ["-F", _folder])));
        _http = new HttpClient { BaseAddress = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://{_machine.Theirs}:{Port}/janus/")) };
        var info = await Eventually.GetsAsync(FindInfoAsync, "Janus answers");
        PeerVersions.Report("Janus", info.RootElement.GetProperty("version_string").GetString()!);
    }

    /// <summary>Somebody enters the bridge.</summary>
    public async Task<JanusHandle> AttachAsync(CancellationToken ct)
    {
        var session = await CreateAsync("", new { janus = "create", transaction = "t" }, ct);
        var handle = await CreateAsync(session, new { janus = "attach", plugin = "janus.plugin.audiobridge", transaction = "t" }, ct);
        return new JanusHandle(_http, session, handle);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _http?.Dispose();
        if (_process is not null)
            await _process.DisposeAsync();
        if (_machine is not null)
            await _machine.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<string> CreateAsync(string path, object what, CancellationToken ct)
    {
        using var answer = await _http.PostAsJsonAsync(path, what, ct);
        using var json = (await answer.Content.ReadFromJsonAsync<JsonDocument>(ct))!;
        return json.RootElement.GetProperty("data").GetProperty("id").GetRawText();
    }

    private async Task<JsonDocument?> FindInfoAsync()
    {
        if (_process.Exit.IsCompleted)
            throw new InvalidOperationException($"Janus ended: {_process.LastWords}");
        try
        {
            return await _http.GetFromJsonAsync<JsonDocument>("info");
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    private async Task ConfigureAsync()
    {
        var files = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["janus.jcfg"] = $$"""
                general: { configs_folder = "{{_folder}}", plugins_folder = "{{Libraries}}/plugins", transports_folder = "{{Libraries}}/transports", debug_level = 3 }
                media: { ipv6 = false, rtp_port_range = "20000-20999" }
                nat: { ice_enforce_list = "{{_machine.Theirs}}" }
                plugins: { disable = "libjanus_duktape.so,libjanus_echotest.so,libjanus_lua.so,libjanus_nosip.so,libjanus_recordplay.so,libjanus_sip.so,libjanus_streaming.so,libjanus_textroom.so,libjanus_videocall.so,libjanus_videoroom.so,libjanus_voicemail.so" }
                transports: { disable = "libjanus_mqtt.so,libjanus_nanomsg.so,libjanus_pfunix.so,libjanus_rabbitmq.so,libjanus_websockets.so" }
                """,
            ["janus.transport.http.jcfg"] = $$"""
                general: { json = "plain", base_path = "/janus", http = true, port = {{Port}}, ip = "{{_machine.Theirs}}", https = false }
                """,
            ["janus.plugin.audiobridge.jcfg"] = $$"""
                room-{{Room}}: { description = "bridge", sampling_rate = 48000 }
                """,
        };
        foreach (var (name, text) in files)
            await File.WriteAllTextAsync(Path.Combine(_folder, name), text + "\n");
    }
}
