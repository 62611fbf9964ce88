using System.Globalization;
using System.Net;
using System.Net.Sockets;
using TalksPlatform.Foundation.Processes;

namespace TalksPlatform.TestKit.Peers;

/// <summary>SIPp on loopback, with the scenarios that it brings along: an independent telephone by the book.</summary>
public sealed class SippPeer : IAsyncDisposable
{
    private readonly ChildProcess _process;
    private readonly string _folder;

    private SippPeer(ChildProcess process, string folder, int port)
    {
        _process = process;
        _folder = folder;
        Port = port;
    }

    /// <summary>Where it listens.</summary>
    public int Port { get; }

    /// <summary>The exit code: 0 when the whole scenario went as it should.</summary>
    public Task<int> Exit => _process.Exit;

    /// <summary>What went wrong, when something did.</summary>
    public string LastWords => _process.LastWords;

    /// <summary>Calls somebody, stays for a while and hangs up; it offers µ-law and sends no sound.</summary>
    public static Task<SippPeer> CallAsync(IPEndPoint target, TimeSpan length, string user = "talk") => StartAsync(
        "-sn", "uac", "-s", user, "-d", Number((int)length.TotalMilliseconds), target.ToString());

    /// <summary>Waits for one call and sends back, in µ-law, all that it hears.</summary>
    public static Task<SippPeer> EchoAsync() => StartAsync("-sn", "uas", "-rtp_echo");

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static async Task<SippPeer> StartAsync(params string[] scenario)
    {
        Prerequisite.NeedsProgram("sipp", "sip-tester");
        var folder = Directory.CreateTempSubdirectory("sipp-").FullName;
        var port = FreePort();
        var command = new ChildCommand("sipp", [
            .. scenario, "-i", "127.0.0.1", "-p", Number(port), "-mi", "127.0.0.1", "-mp", Number(FreePort()),
            "-m", "1", "-nostdin", "-timeout", "30", "-trace_err", "-error_file", "errors.log"])
        {
            WorkingFolder = folder,
            Environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["TERM"] = "dumb" },
        };
        var peer = new SippPeer(ChildProcess.Start(command), folder, port);
        await Eventually.BecomesAsync(() => peer.Exit.IsCompleted || IsTaken(port), "sipp listens");
        return peer;
    }

    private static bool IsTaken(int port)
    {
        using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            probe.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return false;
        }
        catch (SocketException)
        {
            return true;
        }
    }

    /// <summary>A port below those that the system gives to others, with three free ones after it, which sipp takes too.</summary>
    private static int FreePort()
    {
        while (true)
        {
            var port = Random.Shared.Next(8_000, 15_000);
            if (Enumerable.Range(port, 4).All(candidate => !IsTaken(candidate)))
                return port;
        }
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
