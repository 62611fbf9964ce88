using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using TalksPlatform.Foundation.Processes;

namespace TalksPlatform.TestKit.Peers;

/// <summary>
/// baresip, a real softphone, on a machine of its own. It says a tone from a file, keeps what it hears in another, and is
/// driven over its control port.
/// </summary>
public sealed partial class BaresipPeer : IAsyncDisposable
{
    /// <summary>The level of the tone that it says, in dB of the sine's peak.</summary>
    public const double ToneLevel = -12;

    private const int SipPort = 5_060;
    private const int SecurePort = 5_061;
    private const int SampleRate = 48_000;
    private const int ControlPort = 4_444;
    private const int LongestCall = 90; // in seconds: it hangs up when its file is at its end
    private readonly NetworkNamespace _machine;
    private readonly ChildProcess _process;
    private readonly string _folder;

    private BaresipPeer(NetworkNamespace machine, ChildProcess process, string folder, X509Certificate2 certificate)
    {
        Certificate = certificate;
        _machine = machine;
        _process = process;
        _folder = folder;
    }

    /// <summary>The address on our side of its cable: bind there to be reached by it.</summary>
    public IPAddress OurAddress => _machine.Ours;

    /// <summary>What it shows by TLS.</summary>
    public X509Certificate2 Certificate { get; }

    /// <summary>Where it is called, e.g. sip:baresip@10.213.7.2:5060.</summary>
    public string Uri => UriOver("udp");

    /// <summary>The version that it says it has.</summary>
    public static async Task<string> VersionAsync()
    {
        Prerequisite.NeedsProgram("baresip", "baresip");
        await using var process = ChildProcess.Start(new ChildCommand("baresip", ["-h"]) { ReadsOutput = true });
        using var output = new StreamReader(process.Output);
        var said = await output.ReadToEndAsync();
        await process.Exit;
        return (said + process.LastWords).Split(' ').ElementAtOrDefault(1)?.TrimStart('v') ?? "";
    }

    /// <summary>Where it is called by udp, tcp or tls.</summary>
    public string UriOver(string transport) => string.Create(
        CultureInfo.InvariantCulture,
        $"sip:baresip@{_machine.Theirs}:{(transport == "tls" ? SecurePort : SipPort)};transport={transport}");

    /// <summary>Starts one.</summary>
    public static async Task<BaresipPeer> StartAsync(BaresipOptions options)
    {
        Prerequisite.NeedsProgram("baresip", "baresip");
        var machine = await NetworkNamespace.CreateAsync();
        var folder = Directory.CreateTempSubdirectory("baresip-").FullName;
        await ConfigureAsync(options, machine, folder);
        var certificate = SelfSigned.For(machine.Theirs);
        await File.WriteAllTextAsync(Path.Combine(folder, "cert.pem"), SelfSigned.ToPem(certificate));

        var command = machine.Inside(new ChildCommand("baresip", ["-f", folder]) { WorkingFolder = folder });
        var peer = new BaresipPeer(machine, ChildProcess.Start(command), folder, certificate);
        try
        {
            await Eventually.BecomesAsync(peer.IsListeningAsync, "baresip listens");
            return peer;
        }
        catch
        {
            await peer.DisposeAsync();
            throw;
        }
    }

    /// <summary>Gives a command, e.g. dial sip:talk@10.213.7.1:5070, hangup, hold, resume, sndcode 5.</summary>
    public Task CommandAsync(string command, string parameters = "") => AskAsync(command, parameters);

    /// <summary>
    /// Gives a command and returns what it says to it. It tells whoever is connected its events, too: who goes at the first
    /// of them takes the command along, unread.
    /// </summary>
    public async Task<string> AskAsync(string command, string parameters = "")
    {
        using var patience = new CancellationTokenSource(Eventually.Patience);
        using var control = new TcpClient();
        await control.ConnectAsync(_machine.Theirs, ControlPort, patience.Token);
        var json = JsonSerializer.Serialize(new { command, @params = parameters, token = "t" });
        var stream = control.GetStream();
        await stream.WriteAsync(Encoding.UTF8.GetBytes($"{Encoding.UTF8.GetByteCount(json)}:{json},"), patience.Token);
        while (true)
        {
            var said = await NetStrings.ReadAsync(stream, patience.Token);
            if (said.StartsWith("""{"response":true""", StringComparison.Ordinal))
                return said;
        }
    }

    /// <summary>What became of its calls, in its own words, for whoever waited for one in vain.</summary>
    public async Task<string> ExplainAsync() => $"{await AskAsync("listcalls")}\n{_process.LastWords}";

    /// <summary>How much sound it has played in its present call, in seconds; this counts on where the file ends at a hold.</summary>
    public async Task<double> PlayedAsync()
    {
        var played = PlayedPattern().Match(await AskAsync("audio_debug")).Groups["seconds"];
        return played.Success ? double.Parse(played.Value, CultureInfo.InvariantCulture) : 0;
    }

    /// <summary>What it has heard in its last call.</summary>
    public (float[] Samples, int SampleRate) Heard()
    {
        var file = Directory.EnumerateFiles(_folder, "dump-*-dec.wav").MaxBy(File.GetLastWriteTimeUtc);
        return file is null ? ([], 0) : WavFile.Read(file);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        await _machine.DisposeAsync();
        Certificate.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static async Task ConfigureAsync(BaresipOptions options, NetworkNamespace machine, string folder)
    {
        var voice = options.Says ?? Tone.Make(options.ToneHertz, ToneLevel, SampleRate, SampleRate * LongestCall);
        WavFile.Write(Path.Combine(folder, "voice.wav"), SampleRate, voice);
        await File.WriteAllTextAsync(Path.Combine(folder, "config"), Config(machine, folder));
        await File.WriteAllTextAsync(Path.Combine(folder, "accounts"), Account(options, machine) + "\n");
        await File.WriteAllTextAsync(Path.Combine(folder, "contacts"), "");
    }

    private static string Account(BaresipOptions options, NetworkNamespace machine) => string.Create(
        CultureInfo.InvariantCulture,
        $"<sip:baresip@{machine.Theirs}>;regint=0;audio_codecs={options.Codecs};auth_user=baresip;auth_pass={options.Password}"
        + $";ptime={options.PacketMilliseconds}")
        + (options.Encrypts ? ";mediaenc=srtp-mand" : "")
        + (options.AnswersAtOnce ? ";answermode=auto" : "");

    private static string Config(NetworkNamespace machine, string folder) => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        poll_method epoll
        sip_listen {machine.Theirs}:{SipPort}
        sip_certificate {folder}/cert.pem
        audio_player aubridge,x
        audio_source aufile,{folder}/voice.wav
        audio_alert aufile,/dev/null
        ausrc_srate {SampleRate}
        auplay_srate {SampleRate}
        ausrc_channels 1
        auplay_channels 1
        audio_level no
        rtp_ports 32000-32500
        rtcp_mux no
        jitter_buffer_delay 1-5
        module_path /usr/lib/baresip/modules
        module g711.so
        module g722.so
        module opus.so
        module l16.so
        module srtp.so
        module aufile.so
        module sndfile.so
        snd_path {folder}
        module aubridge.so
        module_tmp uuid.so
        module_tmp account.so
        module_app menu.so
        module_app contact.so
        module_app ctrl_tcp.so
        ctrl_tcp_listen {machine.Theirs}:{ControlPort}

        """);

    private async Task<bool> IsListeningAsync()
    {
        if (_process.Exit.IsCompleted)
            throw new InvalidOperationException($"baresip ended: {_process.LastWords}");
        try
        {
            using var probe = new TcpClient();
            await probe.ConnectAsync(_machine.Theirs, ControlPort);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    [GeneratedRegex(@"rx:.*?time = (?<seconds>[\d.]+) sec", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex PlayedPattern();
}
