using System.Globalization;
using TalksPlatform.Broadcast;
using TalksPlatform.Foundation.Processes;
using TalksPlatform.TestKit;
using TalksPlatform.TestKit.Peers;

namespace TalksPlatform.Interop.Tests.WebRtc;

/// <summary>coturn on loopback: a TURN server with which we share a secret.</summary>
public sealed class Coturn : IAsyncDisposable
{
    private const string Secret = "a secret of the tests";

    private readonly ChildProcess _process;
    private readonly string _folder;

    private Coturn(ChildProcess process, string folder, string url)
    {
        _process = process;
        _folder = folder;
        Options = new TurnOptions([url], Secret);
    }

    /// <summary>As the server is told of it.</summary>
    public TurnOptions Options { get; }

    /// <summary>Starts one.</summary>
    public static async Task<Coturn> StartAsync()
    {
        Prerequisite.NeedsProgram("turnserver", "coturn");
        var folder = Directory.CreateTempSubdirectory("coturn-").FullName;
        var port = FreePort.UdpAndTcp();
        var number = port.ToString(CultureInfo.InvariantCulture);
        var process = ChildProcess.Start(new ChildCommand("turnserver", [
            "-n", "--no-cli", "--no-tls", "--no-dtls", "--no-multicast-peers", "--allow-loopback-peers", "--no-stdout-log",
            "--listening-ip", "127.0.0.1", "--relay-ip", "127.0.0.1", "--listening-port", number, "--realm", "tests",
            "--use-auth-secret", "--static-auth-secret", Secret,
            "--pidfile", Path.Combine(folder, "pid"), "--userdb", Path.Combine(folder, "db"), "--log-file", Path.Combine(folder, "log")])
        {
            StopSignal = "TERM",
            WorkingFolder = folder,
        });
        var server = new Coturn(process, folder, $"turn:127.0.0.1:{number}?transport=udp");
        await Eventually.BecomesAsync(() => process.Exit.IsCompleted || StunServer.Answers(port), "coturn listens");
        return server;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _process.StopAsync(TimeSpan.FromSeconds(5));
        await _process.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
