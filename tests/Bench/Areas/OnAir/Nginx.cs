using System.Diagnostics;
using TalksPlatform.EndToEnd.Stage;
using TalksPlatform.TestKit;

namespace TalksPlatform.Bench.Areas.OnAir;

/// <summary>The peer: nginx as Debian packs it, which serves a folder by sendfile.</summary>
internal sealed class Nginx : IAsyncDisposable
{
    private readonly EmptyFolder _home = new();
    private readonly int _port = FreePort.UdpAndTcp();
    private Process? _process;

    public Uri Address => new($"http://127.0.0.1:{_port}/");

    public static async Task<Nginx> StartAsync(string folder, CancellationToken ct)
    {
        var nginx = new Nginx();
        var file = Path.Combine(nginx._home.Path, "nginx.conf");
        await File.WriteAllTextAsync(file, $$"""
            daemon off;
            user root;
            worker_processes auto;
            pid {{nginx._home.Path}}/nginx.pid;
            error_log stderr crit;
            events { worker_connections 1024; }
            http {
              access_log off;
              sendfile on;
              tcp_nopush on;
              keepalive_requests 1000000;
              types { audio/mp4 m4s; }
              open_file_cache max=1000 inactive=60s;
              server {
                listen 127.0.0.1:{{nginx._port}};
                location / { root {{folder}}; add_header Cache-Control "public, max-age=31536000, immutable"; }
              }
            }
            """, ct);
        nginx._process = Process.Start(new ProcessStartInfo("nginx", ["-c", file, "-p", nginx._home.Path]) { UseShellExecute = false })!;
        using var http = new HttpClient();
        await Eventually.BecomesAsync(
            async () =>
            {
                try
                {
                    using var answer = await http.GetAsync(nginx.Address, ct);
                    return true;
                }
                catch (HttpRequestException)
                {
                    return false;
                }
            },
            "nginx answers");
        return nginx;
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
            _process.Dispose();
        }
        _home.Dispose();
    }
}
