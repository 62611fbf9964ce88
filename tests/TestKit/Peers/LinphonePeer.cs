using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using TalksPlatform.Foundation.Processes;

namespace TalksPlatform.TestKit.Peers;

/// <summary>
/// linphonec, a real softphone with a stack of its own, on a machine of its own: it answers at once, says a tone from a
/// file, keeps what it hears in another, and is driven by what is typed.
/// </summary>
public sealed partial class LinphonePeer : IAsyncDisposable
{
    /// <summary>The level of the tone that it says, in dB of the sine's peak.</summary>
    public const double ToneLevel = -12;

    private const int SipPort = 5_070;
    private const int SampleRate = 16_000;
    private readonly StringBuilder _said = new();
    private readonly NetworkNamespace _machine;
    private readonly ChildProcess _process;
    private readonly string _folder;
    private readonly Task _listening;

    private LinphonePeer(NetworkNamespace machine, ChildProcess process, string folder)
    {
        _machine = machine;
        _process = process;
        _folder = folder;
        _listening = ListenAsync();
    }

    /// <summary>The address on our side of its cable: bind there to be reached by it.</summary>
    public IPAddress OurAddress => _machine.Ours;

    /// <summary>What it has printed.</summary>
    public string Said
    {
        get
        {
            lock (_said)
                return _said.ToString();
        }
    }

    /// <summary>Starts one that says a tone.</summary>
    public static async Task<LinphonePeer> StartAsync(double toneHertz)
    {
        Prerequisite.NeedsProgram("linphonec", "linphone-cli");
        var machine = await NetworkNamespace.CreateAsync();
        var folder = Directory.CreateTempSubdirectory("linphone-").FullName;
        Directory.CreateDirectory(Path.Combine(folder, ".local/share/linphone"));
        WavFile.Write(Path.Combine(folder, "voice.wav"), SampleRate, Tone.Make(toneHertz, ToneLevel, SampleRate, SampleRate * 30));
        var settings = Path.Combine(folder, "linphonerc");
        await File.WriteAllTextAsync(settings, string.Create(CultureInfo.InvariantCulture, $"""
            [sip]
            sip_port={SipPort}
            sip_tcp_port={SipPort}
            sip_tls_port=0
            default_proxy=-1
            [net]
            mtu=1300

            """));

        var command = machine.Inside(new ChildCommand("linphonec", ["-a", "-c", settings, "-d", "0"]) { WorkingFolder = folder, ReadsOutput = true });
        command = command with { Environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["HOME"] = folder } };
        var peer = new LinphonePeer(machine, ChildProcess.Start(command), folder);
        await Eventually.BecomesAsync(() => peer.Said.Contains("linphonec>", StringComparison.Ordinal), "linphone asks what to do");
        await peer.TypeAsync("soundcard use files");
        await peer.TypeAsync($"play {folder}/voice.wav");
        await peer.TypeAsync($"record {folder}/heard.wav");
        await peer.TypeAsync("codec enable 6"); // G.722
        return peer;
    }

    /// <summary>The version that it says it has.</summary>
    public static async Task<string> VersionAsync()
    {
        Prerequisite.NeedsProgram("linphonec", "linphone-cli");
        await using var process = ChildProcess.Start(new ChildCommand("linphonec", ["--version"]) { ReadsOutput = true });
        using var output = new StreamReader(process.Output);
        return VersionPattern().Match(await output.ReadToEndAsync()).Groups["version"].Value;
    }

    /// <summary>Where it is called by udp or tcp.</summary>
    public string UriOver(string transport) => string.Create(
        CultureInfo.InvariantCulture, $"sip:linphone@{_machine.Theirs}:{SipPort};transport={transport}");

    /// <summary>Gives a command, e.g. call sip:talk@10.213.7.1:5070, terminate, 5 (a key).</summary>
    public async Task TypeAsync(string command)
    {
        await _process.Input.WriteAsync(Encoding.UTF8.GetBytes(command + "\n"));
        await _process.Input.FlushAsync();
    }

    /// <summary>How many bytes of sound it has kept by now.</summary>
    public long Kept => File.Exists(HeardFile) ? new FileInfo(HeardFile).Length : 0;

    private string HeardFile => Path.Combine(_folder, "heard.wav");

    /// <summary>What it heard in its last call, once that is over; nothing before.</summary>
    public (float[] Samples, int SampleRate) Heard() => File.Exists(HeardFile) ? WavFile.Read(HeardFile) : ([], 0);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        await _listening;
        await _machine.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task ListenAsync()
    {
        var buffer = new byte[4_096];
        while (await _process.Output.ReadAsync(buffer) is > 0 and var length)
        {
            lock (_said)
                _said.Append(Encoding.UTF8.GetString(buffer, 0, length));
        }
    }

    [GeneratedRegex(@"version: (?<version>[\d.]+)", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex VersionPattern();
}
