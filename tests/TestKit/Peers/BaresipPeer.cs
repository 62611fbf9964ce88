using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using TalksPlatform.Foundation.Processes;

namespace TalksPlatform.TestKit.Peers;

/// <summary>How a baresip is to behave.</summary>
/// <param name="Codec">As baresip writes it: PCMA/8000/1, PCMU/8000/1, G722/16000/1 or opus/48000/2.</param>
/// <param name="ToneHertz">What it says, at <see cref="BaresipPeer.ToneLevel"/>.</param>
/// <param name="AnswersAtOnce">Whether it picks up by itself.</param>
/// <param name="Password">What it proves itself with, as user "baresip", when challenged.</param>
public sealed record BaresipOptions(
    string Codec, double ToneHertz = 1_000, bool AnswersAtOnce = false, string Password = "secret");

/// <summary>
/// baresip, a real softphone, on a machine of its own. It says a tone from a file, keeps what it hears in another, and is
/// driven over its control port.
/// </summary>
public sealed class BaresipPeer : IAsyncDisposable
{
    /// <summary>The level of the tone that it says, in dB of the sine's peak.</summary>
    public const double ToneLevel = -12;

    private const int SipPort = 5_060;
    private const int ControlPort = 4_444;
    private readonly NetworkNamespace _machine;
    private readonly ChildProcess _process;
    private readonly string _folder;

    private BaresipPeer(NetworkNamespace machine, ChildProcess process, string folder)
    {
        _machine = machine;
        _process = process;
        _folder = folder;
    }

    /// <summary>The address on our side of its cable: bind there to be reached by it.</summary>
    public IPAddress OurAddress => _machine.Ours;

    /// <summary>Where it is called, e.g. sip:baresip@10.213.7.2:5060.</summary>
    public string Uri => string.Create(CultureInfo.InvariantCulture, $"sip:baresip@{_machine.Theirs}:{SipPort}");

    /// <summary>Starts one.</summary>
    public static async Task<BaresipPeer> StartAsync(BaresipOptions options)
    {
        Prerequisite.NeedsProgram("baresip", "baresip");
        var machine = await NetworkNamespace.CreateAsync();
        var folder = Directory.CreateTempSubdirectory("baresip-").FullName;
        await ConfigureAsync(options, machine, folder);

        var command = machine.Inside(new ChildCommand("baresip", ["-f", folder]) { WorkingFolder = folder });
        var peer = new BaresipPeer(machine, ChildProcess.Start(command), folder);
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
    public async Task CommandAsync(string command, string parameters = "")
    {
        using var control = new TcpClient();
        await control.ConnectAsync(_machine.Theirs, ControlPort);
        var json = JsonSerializer.Serialize(new { command, @params = parameters, token = "t" });
        var stream = control.GetStream();
        await stream.WriteAsync(Encoding.UTF8.GetBytes($"{Encoding.UTF8.GetByteCount(json)}:{json},"));
        var answer = new byte[4_096];
        _ = await stream.ReadAtLeastAsync(answer, 1, throwOnEndOfStream: false);
    }

    /// <summary>What it has heard in its last call.</summary>
    public (float[] Samples, int SampleRate) Heard()
    {
        var file = Directory.EnumerateFiles(_folder, "dump-*-dec.wav").Order(StringComparer.Ordinal).LastOrDefault();
        return file is null ? ([], 0) : WavFile.Read(file);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        await _machine.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static async Task ConfigureAsync(BaresipOptions options, NetworkNamespace machine, string folder)
    {
        var rate = int.Parse(options.Codec.Split('/')[1], CultureInfo.InvariantCulture);
        var channels = int.Parse(options.Codec.Split('/')[2], CultureInfo.InvariantCulture);
        var tone = Path.Combine(folder, "tone.wav");
        WavFile.Write(tone, rate, Tone.Make(options.ToneHertz, ToneLevel, rate, rate * 30), channels);
        await File.WriteAllTextAsync(Path.Combine(folder, "config"), Config(machine, folder, tone));
        await File.WriteAllTextAsync(
            Path.Combine(folder, "accounts"),
            $"<sip:baresip@{machine.Theirs}>;regint=0;audio_codecs={options.Codec};auth_user=baresip;auth_pass={options.Password}"
            + (options.AnswersAtOnce ? ";answermode=auto" : "") + "\n");
        await File.WriteAllTextAsync(Path.Combine(folder, "contacts"), "");
    }

    private static string Config(NetworkNamespace machine, string folder, string tone) => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        poll_method epoll
        sip_listen {machine.Theirs}:{SipPort}
        audio_player aubridge,x
        audio_source aufile,{tone}
        audio_alert aufile,/dev/null
        ausrc_channels 0
        auplay_channels 0
        audio_level no
        rtp_ports 32000-32500
        rtcp_mux no
        jitter_buffer_delay 1-5
        module_path /usr/lib/baresip/modules
        module g711.so
        module g722.so
        module opus.so
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
}
