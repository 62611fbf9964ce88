using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using TalksPlatform.Foundation.Processes;
using TalksPlatform.Rtc.Codecs;

namespace TalksPlatform.TestKit.Peers;

/// <summary>SIPp on loopback: an independent telephone by the book, or against it, as its scenario says.</summary>
public sealed partial class SippPeer : IAsyncDisposable
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
    public string LastWords
    {
        get
        {
            var errors = Path.Combine(_folder, "errors.log");
            return _process.LastWords + (File.Exists(errors) ? File.ReadAllText(errors) : "");
        }
    }

    /// <summary>How many requests of a method it has received by now, repeats and all.</summary>
    public int Requests(string method)
    {
        var messages = Path.Combine(_folder, "messages.log");
        return File.Exists(messages)
            ? Regex.Count(ReadShared(messages), $"received .*\n\n{method} ", RegexOptions.None, TimeSpan.FromSeconds(1))
            : 0;
    }

    /// <summary>Calls somebody, stays for a while and hangs up; it offers µ-law and sends no sound.</summary>
    public static Task<SippPeer> CallAsync(IPEndPoint target, TimeSpan length, string user = "talk") =>
        StartAsync(new SippOptions("uac") { Target = target, Length = length, User = user });

    /// <summary>Waits for one call and sends back, in µ-law, all that it hears.</summary>
    public static Task<SippPeer> EchoAsync() => StartAsync(new SippOptions("uas") { Echoes = true });

    /// <summary>Starts one.</summary>
    public static async Task<SippPeer> StartAsync(SippOptions options)
    {
        Prerequisite.NeedsProgram("sipp", "sip-tester");
        var folder = Directory.CreateTempSubdirectory("sipp-").FullName;
        if (options.Says is { } voice)
            await File.WriteAllBytesAsync(Path.Combine(folder, "voice.ulaw"), MuLaw(voice));
        var port = FreePort();
        var command = new ChildCommand("sipp", Arguments(options, port))
        {
            WorkingFolder = folder,
            Environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["TERM"] = "dumb" },
        };
        var peer = new SippPeer(ChildProcess.Start(command), folder, port);
        await Eventually.BecomesAsync(() => peer.Exit.IsCompleted || IsTaken(port), "sipp listens");
        return peer;
    }

    /// <summary>The version that it says it has.</summary>
    public static async Task<string> VersionAsync()
    {
        Prerequisite.NeedsProgram("sipp", "sip-tester");
        await using var process = ChildProcess.Start(new ChildCommand("sipp", ["-v"]) { ReadsOutput = true });
        using var output = new StreamReader(process.Output);
        return VersionPattern().Match(await output.ReadToEndAsync()).Groups["version"].Value;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static string[] Arguments(SippOptions options, int port) =>
    [
        .. options.Scenario.EndsWith(".xml", StringComparison.Ordinal) ? ["-sf", options.Scenario] : (string[])["-sn", options.Scenario],
        "-i", "127.0.0.1", "-p", Number(port), "-mi", "127.0.0.1", "-mp", Number(FreePort()),
        "-t", options.ByTcp ? "t1" : "u1", "-m", Number(options.Calls), "-r", Number(options.CallsPerSecond),
        "-d", Number((int)options.Length.TotalMilliseconds), "-s", options.User,
        "-nostdin", "-timeout", "60", "-trace_err", "-error_file", "errors.log",
        .. options.Calls == 1 ? ["-trace_msg", "-message_file", "messages.log"] : (string[])[],
        .. options.Echoes ? ["-rtp_echo"] : (string[])[],
        .. options.Repeats ? [] : (string[])["-nr"],
        .. options.Target is { } target ? [target.ToString()] : (string[])[],
    ];

    private static byte[] MuLaw(float[] voice)
    {
        var payload = new byte[voice.Length];
        using var encoder = AudioCodecs.CreateEncoder(AudioCodec.Pcmu);
        encoder.Encode(voice, payload);
        return payload;
    }

    private static bool IsTaken(int port) => !CanBind(port, SocketType.Dgram) || !CanBind(port, SocketType.Stream);

    private static bool CanBind(int port, SocketType type)
    {
        using var probe = new Socket(AddressFamily.InterNetwork, type, ProtocolType.Unspecified);
        try
        {
            probe.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <summary>A port below those that the system gives to others, with three free ones after it, which sipp takes too.</summary>
    private static int FreePort()
    {
        while (true)
        {
            var port = Random.Shared.Next(8_000, 15_000);
            if (!Enumerable.Range(port, 4).Any(IsTaken))
                return port;
        }
    }

    private static string ReadShared(string path)
    {
        using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return reader.ReadToEnd();
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"SIPp v(?<version>[\d.]+)", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex VersionPattern();
}
