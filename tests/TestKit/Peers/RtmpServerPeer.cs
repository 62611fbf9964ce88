using System.Globalization;
using System.Net.Sockets;
using TalksPlatform.Foundation.Processes;

namespace TalksPlatform.TestKit.Peers;

/// <summary>nginx with its RTMP module: a real server to publish to, which lets in one key and keeps what it is sent.</summary>
public sealed class RtmpServerPeer : IAsyncDisposable
{
    private const string Module = "/usr/lib/nginx/modules/ngx_rtmp_module.so";
    private readonly ChildProcess _process;
    private readonly string _folder;

    private RtmpServerPeer(ChildProcess process, string folder, int port) => (_process, _folder, Port) = (process, folder, port);

    /// <summary>Where it listens on the loopback.</summary>
    public int Port { get; }

    /// <summary>Where a stream is published, without its key.</summary>
    public string Url => string.Create(CultureInfo.InvariantCulture, $"rtmp://127.0.0.1:{Port}/live");

    /// <summary>What it was sent, oldest first: a file for each time that somebody published.</summary>
    public IReadOnlyList<string> Recordings => [.. Directory.EnumerateFiles(Path.Combine(_folder, "tapes"), "*.flv").Order(StringComparer.Ordinal)];

    /// <summary>Starts one that lets in this key and no other.</summary>
    public static async Task<RtmpServerPeer> StartAsync(string key, int? port = null)
    {
        Prerequisite.NeedsProgram("nginx", "nginx");
        Prerequisite.Needs(File.Exists(Module), "nginx's RTMP module (package libnginx-mod-rtmp)");
        var folder = Directory.CreateTempSubdirectory("rtmp-").FullName;
        Directory.CreateDirectory(Path.Combine(folder, "tapes"));
        var rtmp = port ?? FreePort.UdpAndTcp();
        await File.WriteAllTextAsync(Path.Combine(folder, "nginx.conf"), Config(folder, key, rtmp, FreePort.UdpAndTcp()));
        var command = new ChildCommand("nginx", "-p", folder, "-e", Path.Combine(folder, "error.log"), "-c", Path.Combine(folder, "nginx.conf")) { StopSignal = "TERM" };
        var peer = new RtmpServerPeer(ChildProcess.Start(command), folder, rtmp);
        await Eventually.BecomesAsync(peer.IsListeningAsync, "nginx listens");
        return peer;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _process.StopAsync(TimeSpan.FromSeconds(5));
        await _process.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static string Config(string folder, string key, int rtmp, int http) =>
        $$"""
        load_module {{Module}};
        {{(Environment.IsPrivilegedProcess ? "user root;" : "")}}
        daemon off;
        worker_processes 1;
        pid {{folder}}/nginx.pid;
        error_log {{folder}}/error.log;
        events { worker_connections 64; }
        http {
            access_log off;
            client_body_temp_path {{folder}}/body; proxy_temp_path {{folder}}/proxy; fastcgi_temp_path {{folder}}/fastcgi;
            uwsgi_temp_path {{folder}}/uwsgi; scgi_temp_path {{folder}}/scgi;
            server {
                listen 127.0.0.1:{{http}};
                location / { if ($arg_name = "{{key}}") { return 200; } return 403; }
            }
        }
        rtmp {
            server {
                listen 127.0.0.1:{{rtmp}};
                application live {
                    live on;
                    notify_method get;
                    on_publish http://127.0.0.1:{{http}}/;
                    record all;
                    record_path {{folder}}/tapes;
                    record_unique on;
                }
            }
        }
        """;

    private async Task<bool> IsListeningAsync()
    {
        if (_process.Exit.IsCompleted)
            throw new InvalidOperationException($"nginx ended: {_process.LastWords}");
        try
        {
            using var probe = new TcpClient();
            await probe.ConnectAsync("127.0.0.1", Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
