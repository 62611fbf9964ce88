using System.Diagnostics;
using System.Globalization;
using TalksPlatform.Foundation;
using TalksPlatform.Foundation.Processes;
using TalksPlatform.Server.Hosting;

namespace TalksPlatform.Server.Demo;

/// <summary>
/// The server under the demo, in a process of its own, as it would run without one: so that it can be killed, and so
/// that nothing reaches it but by its public doors.
/// </summary>
/// <param name="program">The server's assembly.</param>
/// <param name="options">What to tell it.</param>
/// <param name="time">The clock.</param>
internal sealed class DemoServer(string program, ServerOptions options, TimeProvider time) : IAsyncDisposable
{
    private const string AddressLine = "Talks are served at ";
    private const string LinkLine = "Administrator link";

    private ChildProcess? _process;
    private Task _reading = Task.CompletedTask;
    private DemoApi? _api;

    /// <summary>The server's API for nobody in particular.</summary>
    public DemoApi Api => _api ?? throw new InvalidOperationException("The server was not started.");

    /// <summary>The folder where it keeps everything.</summary>
    public DataFolder Data { get; } = new(options.DataFolder);

    public int SipPort => options.SipPort;

    /// <summary>The one-time token of the administrator link that the server printed at its first start.</summary>
    public string AdministratorToken { get; private set; } = "";

    /// <summary>The last that it wrote into its log.</summary>
    public string LastWords => _process?.LastWords ?? "";

    /// <summary>Starts the server and waits until it is ready.</summary>
    /// <exception cref="ChildProcessException">It ended instead, with its own words.</exception>
    public async Task StartAsync(CancellationToken ct)
    {
        var process = ChildProcess.Start(new ChildCommand("dotnet", [program, "run", .. Arguments()])
        {
            StopSignal = "TERM",
            ReadsOutput = true,
            Environment = options.Connection is { } connection
                ? new Dictionary<string, string>(StringComparer.Ordinal) { ["TALKS_CONNECTION"] = connection }
                : [],
        });
        _process = process;
        var told = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        _reading = ReadAsync(process.Output, told);
        await Task.WhenAny(told.Task, process.Exit).WaitAsync(ct);
        if (process.Exit.IsCompleted)
            await process.EnsureSucceededAsync(ct);
        _api ??= new DemoApi(await told.Task);
        while (!await IsReadyAsync(ct))
            await Task.Delay(TimeSpan.FromMilliseconds(50), time, ct);
    }

    /// <summary>Kills the server as a power cut would: SIGKILL, without a word.</summary>
    public async Task KillAsync(CancellationToken ct)
    {
        // Our child is the guard that would end the server after us; the server is the guard's own child.
        var guard = _process!.Id.ToString(CultureInfo.InvariantCulture);
        var children = await File.ReadAllTextAsync($"/proc/{guard}/task/{guard}/children", ct);
        foreach (var child in children.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            using var victim = Process.GetProcessById(int.Parse(child, CultureInfo.InvariantCulture));
            victim.Kill();
        }

        await _process.Exit.WaitAsync(ct);
        await _process.DisposeAsync();
    }

    /// <summary>Ends the server in good order.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await _process.StopAsync(TimeSpan.FromSeconds(15));
            await _process.DisposeAsync();
        }

        await _reading;
        _api?.Dispose();
    }

    private IEnumerable<string> Arguments()
    {
        foreach (var (name, value) in new (string, string?)[]
        {
            ("--data", options.DataFolder),
            ("--address", options.Address.ToString()),
            ("--port", (_api?.Address.Port ?? options.Port).ToString(CultureInfo.InvariantCulture)), // the same one again
            ("--public-address", options.PublicAddresses is [] ? null : string.Join(',', options.PublicAddresses)),
            ("--media-address", options.MediaAddress?.ToString()),
            ("--udp-port", options.UdpPort.ToString(CultureInfo.InvariantCulture)),
            ("--tcp-port", options.TcpPort?.ToString(CultureInfo.InvariantCulture) ?? "none"),
            ("--sip-port", options.SipPort.ToString(CultureInfo.InvariantCulture)),
            ("--rtp-ports", string.Create(CultureInfo.InvariantCulture, $"{options.RtpPorts.First}-{options.RtpPorts.Last}")),
            ("--webrtc-listeners", options.WebRtcListeners.ToString(CultureInfo.InvariantCulture)),
            ("--sip-allow", options.Phone.AllowedNetworks is [] ? null : string.Join(',', options.Phone.AllowedNetworks)),
        })
        {
            if (value is null)
                continue;
            yield return name;
            yield return value;
        }

        yield return "--print-admin-link";
    }

    private async Task ReadAsync(Stream output, TaskCompletionSource<Uri> told)
    {
        using var lines = new StreamReader(output);
        while (await lines.ReadLineAsync() is { } line)
        {
            if (line.StartsWith(LinkLine, StringComparison.Ordinal))
                AdministratorToken = line[(line.LastIndexOf('/') + 1)..];
            else if (line.StartsWith(AddressLine, StringComparison.Ordinal))
                told.TrySetResult(new Uri(line[AddressLine.Length..]));
        }
    }

    private async Task<bool> IsReadyAsync(CancellationToken ct)
    {
        try
        {
            _ = await Api.DownloadAsync("/health/ready", ct);
            return AdministratorToken.Length > 0;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
