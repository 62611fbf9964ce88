using System.Diagnostics;
using TalksPlatform.Foundation.Processes;
using TalksPlatform.TestKit;

namespace TalksPlatform.Broadcast.Tests.Media;

/// <summary>
/// A store by others: s3rver under Node.js, installed when it is first asked for. It reads signatures and knows keys, but does
/// not work the signatures out: those are held against Amazon's examples.
/// </summary>
internal sealed class S3Store : IAsyncDisposable
{
    private const string Version = "3.7.1";

    private static readonly string Home = Path.Combine(Path.GetTempPath(), $"talks-tests-s3rver-{Version}");
    private static readonly string Program = Path.Combine(Home, "node_modules", "s3rver", "bin", "s3rver.js");

    private readonly string _folder = Directory.CreateTempSubdirectory("s3-").FullName;
    private Process? _process;

    public int Port { get; } = FreePort.UdpAndTcp();

    public BucketOptions Options => BucketOptions.Parse($"http://S3RVER:S3RVER@127.0.0.1:{Port}/talks/live?region=us-east-1");

    /// <summary>Brings the program on this machine, which can take a while the first time; false where that can't be.</summary>
    public static async Task<bool> TryInstallAsync()
    {
        try
        {
            if (!File.Exists(Program))
                await ChildProcess.RunAsync(new("npm", "install", "--prefix", Home, "--no-audit", "--no-fund", $"s3rver@{Version}"), CancellationToken.None);
            return true;
        }
        catch (ChildProcessException)
        {
            return false;
        }
    }

    /// <summary>Starts it, installed or not; false where it cannot be installed.</summary>
    public async Task<bool> TryStartAsync()
    {
        if (!await TryInstallAsync())
            return false;
        _process = Process.Start(new ProcessStartInfo("node", [Program, "-d", _folder, "-a", "127.0.0.1", "-p", $"{Port}", "-s", "--configure-bucket", "talks"])
        {
            UseShellExecute = false,
        })!;
        using var http = new HttpClient();
        await Eventually.BecomesAsync(
            async () =>
            {
                try
                {
                    using var answer = await http.GetAsync($"http://127.0.0.1:{Port}/talks");
                    return true;
                }
                catch (HttpRequestException)
                {
                    return false;
                }
            },
            "the store answers");
        return true;
    }

    /// <summary>An object under the folder; null when there is none.</summary>
    public async Task<(string Text, string Caching)?> FindAsync(string name)
    {
        using var http = new HttpClient();
        while (true)
        {
            try
            {
                using var answer = await http.GetAsync($"http://127.0.0.1:{Port}/talks/live/{name}");
                return answer.IsSuccessStatusCode ? (await answer.Content.ReadAsStringAsync(), answer.Headers.CacheControl?.ToString() ?? "") : null;
            }
            catch (HttpRequestException torn) when (torn.InnerException is HttpIOException { HttpRequestError: HttpRequestError.ResponseEnded })
            {
                // It promises the length of what is being overwritten: ask again.
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
            _process.Dispose();
        }
        Directory.Delete(_folder, recursive: true);
    }
}
