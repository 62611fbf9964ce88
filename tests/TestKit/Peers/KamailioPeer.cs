using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using TalksPlatform.Foundation.Processes;

namespace TalksPlatform.TestKit.Peers;

/// <summary>
/// Kamailio as a provider's registrar and proxy, over UDP and TCP: who registers or calls proves to know the password
/// <see cref="Password"/>, and the proxy stays in the way of each call (Record-Route).
/// </summary>
public sealed partial class KamailioPeer : IAsyncDisposable
{
    /// <summary>Everybody's password.</summary>
    public const string Password = "secret";

    private readonly ChildProcess _process;
    private readonly string _folder;

    private KamailioPeer(ChildProcess process, string folder, IPEndPoint address)
    {
        _process = process;
        _folder = folder;
        Address = address;
    }

    /// <summary>Where it listens.</summary>
    public IPEndPoint Address { get; }

    /// <summary>Starts one at an address of this machine.</summary>
    /// <param name="algorithm">How proofs are to be hashed: MD5 or SHA-256.</param>
    public static async Task<KamailioPeer> StartAsync(IPAddress address, string algorithm = "MD5")
    {
        var program = Program();
        var folder = Directory.CreateTempSubdirectory("kamailio-").FullName;
        var endPoint = new IPEndPoint(address, FreePort.Tcp(address));
        var settings = Path.Combine(folder, "kamailio.cfg");
        await File.WriteAllTextAsync(settings, Settings(endPoint, algorithm));
        var command = new ChildCommand(program, ["-DD", "-E", "-m", "32", "-M", "4", "-Y", folder, "-w", folder, "-f", settings])
        {
            WorkingFolder = folder,
        };
        var peer = new KamailioPeer(ChildProcess.Start(command), folder, endPoint);
        await Eventually.BecomesAsync(peer.IsListeningAsync, "kamailio listens");
        return peer;
    }

    /// <summary>The version that it says it has.</summary>
    public static async Task<string> VersionAsync()
    {
        await using var process = ChildProcess.Start(new ChildCommand(Program(), ["-v"]) { ReadsOutput = true });
        using var output = new StreamReader(process.Output);
        return VersionPattern().Match(await output.ReadToEndAsync()).Groups["version"].Value;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static string Program()
    {
        const string Path = "/usr/sbin/kamailio"; // not in everybody's PATH
        Prerequisite.Needs(File.Exists(Path), "kamailio (package kamailio)");
        return Path;
    }

    private async Task<bool> IsListeningAsync()
    {
        if (_process.Exit.IsCompleted)
            throw new InvalidOperationException($"kamailio ended: {_process.LastWords}");
        try
        {
            using var probe = new TcpClient();
            await probe.ConnectAsync(Address);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static string Settings(IPEndPoint address, string algorithm) => string.Create(
        CultureInfo.InvariantCulture,
        $$"""
        #!KAMAILIO
        debug=0
        log_stderror=yes
        children=1
        tcp_children=1
        auto_aliases=no
        listen=udp:{{address}}
        listen=tcp:{{address}}
        mpath="/usr/lib/x86_64-linux-gnu/kamailio/modules/:/usr/lib/aarch64-linux-gnu/kamailio/modules/"
        loadmodule "kex.so"
        loadmodule "tm.so"
        loadmodule "sl.so"
        loadmodule "rr.so"
        loadmodule "pv.so"
        loadmodule "maxfwd.so"
        loadmodule "textops.so"
        loadmodule "siputils.so"
        loadmodule "usrloc.so"
        loadmodule "registrar.so"
        loadmodule "auth.so"
        modparam("auth", "algorithm", "{{algorithm}}")
        modparam("usrloc", "db_mode", 0)
        modparam("registrar", "max_expires", 120)
        modparam("rr", "enable_full_lr", 1)
        request_route {
            if (!mf_process_maxfwd_header("10")) { sl_send_reply("483", "Too Many Hops"); exit; }
            if (is_method("CANCEL")) { if (t_check_trans()) t_relay(); exit; }
            if (has_totag()) {
                if (loose_route()) { t_relay(); exit; }
                if (is_method("ACK")) { if (t_check_trans()) t_relay(); exit; }
                sl_send_reply("404", "Not Here");
                exit;
            }
            t_check_trans();
            if (is_method("REGISTER")) {
                if (!pv_www_authenticate("$td", "{{Password}}", "0")) { www_challenge("$td", "1"); exit; }
                if (!save("location")) sl_reply_error();
                exit;
            }
            if (is_method("OPTIONS") && uri==myself) { sl_send_reply("200", "OK"); exit; }
            if (is_method("INVITE")) {
                if (!pv_proxy_authenticate("$fd", "{{Password}}", "0")) { proxy_challenge("$fd", "1"); exit; }
                consume_credentials();
                record_route();
            }
            if (uri==myself && !lookup("location")) { sl_send_reply("404", "Not Found"); exit; }
            t_relay();
        }

        """);

    [GeneratedRegex(@"kamailio (?<version>[\d.]+)", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex VersionPattern();
}
