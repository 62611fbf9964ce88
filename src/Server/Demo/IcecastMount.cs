using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using TalksPlatform.Foundation.Processes;

namespace TalksPlatform.Server.Demo;

/// <summary>An Icecast server of the demo's own, on a free port of the loopback, as a radio station's web team would run one.</summary>
internal sealed class IcecastMount : IAsyncDisposable
{
    /// <summary>Where the programme is heard on it.</summary>
    public const string Path = "/talk.mp3";

    private const string Program = "/usr/bin/icecast2";
    private const int Attempts = 3;

    private readonly string _config;
    private readonly string _place;
    private ChildProcess _icecast;

    private IcecastMount(ChildProcess icecast, string config, string place, Uri url, string password) =>
        (_icecast, _config, _place, Url, Password) = (icecast, config, place, url, password);

    public Uri Url { get; }

    public string Password { get; }

    /// <summary>Starts one; null where Icecast is not installed.</summary>
    /// <exception cref="ChildProcessException">It ended at once, several times; its own words are in the message.</exception>
    public static async Task<IcecastMount?> StartAsync(string scratch, TimeProvider time, CancellationToken ct)
    {
        if (!OperatingSystem.IsLinux() || !File.Exists(Program))
            return null;
        var folder = Directory.CreateDirectory(System.IO.Path.Combine(scratch, "icecast")).FullName;
        File.SetUnixFileMode(folder, (UnixFileMode)0b111_111_111); // icecast gives up root for its own user,
        File.SetUnixFileMode(scratch, (UnixFileMode)0b111_001_001); // who has to get there too
        for (var attempt = 1; ; attempt++)
        {
            var port = FreePort(); // somebody else may take it before icecast does: then it ends, and we try another one
            var password = RandomNumberGenerator.GetHexString(24, lowercase: true);
            var place = $"demo {Guid.NewGuid():N}";
            var config = System.IO.Path.Combine(folder, "icecast.xml");
            await File.WriteAllTextAsync(config, Configuration(port, place, password, folder), ct);
            var icecast = Run(config);
            var mount = new IcecastMount(icecast, config, place, new Uri($"http://127.0.0.1:{port}"), password);
            if (await mount.AnswersAsync(time, ct))
                return mount;
            await mount.DisposeAsync();
            if (attempt == Attempts)
                throw new ChildProcessException($"icecast2 does not answer: {icecast.LastWords.Trim()}", null, icecast.LastWords);
        }
    }

    /// <summary>
    /// Ends it, with all its connections, and starts it again where it was; several times where need be, for Icecast 2.4.4 dies
    /// of a source that comes before it has quite begun.
    /// </summary>
    /// <exception cref="ChildProcessException">It ended each time; its own words are in the message.</exception>
    public async Task RestartAsync(TimeProvider time, CancellationToken ct)
    {
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            await DisposeAsync();
            _icecast = Run(_config);
            if (await AnswersAsync(time, ct))
                return;
        }
        throw new ChildProcessException($"icecast2 does not answer: {_icecast.LastWords.Trim()}", null, _icecast.LastWords);
    }

    /// <summary>Listens to the mount for some seconds, from when it is there.</summary>
    public async Task<byte[]> CaptureAsync(TimeSpan length, TimeProvider time, CancellationToken ct)
    {
        using var http = new HttpClient { Timeout = Timeout.InfiniteTimeSpan };
        using var kept = new MemoryStream();
        for (var tries = 0; kept.Length == 0 && tries < 100; tries++)
        {
            using var response = await http.GetAsync(new Uri(Url, Path), HttpCompletionOption.ResponseHeadersRead, ct);
            if (!response.IsSuccessStatusCode)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), time, ct);
                continue;
            }

            using var enough = new CancellationTokenSource(length, time);
            await using var stream = await response.Content.ReadAsStreamAsync(ct);
            try
            {
                await stream.CopyToAsync(kept, enough.Token);
            }
            catch (OperationCanceledException) when (!ct.IsCancellationRequested)
            {
                // heard enough
            }
        }

        return kept.ToArray();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _icecast.StopAsync(TimeSpan.FromSeconds(3));
        await _icecast.DisposeAsync();
    }

    /// <summary>Waits until it answers; false when it ended instead.</summary>
    private async Task<bool> AnswersAsync(TimeProvider time, CancellationToken ct)
    {
        using var http = new HttpClient();
        while (!_icecast.Exit.IsCompleted)
        {
            try
            {
                var status = await http.GetStringAsync(new Uri(Url, "/status-json.xsl"), ct);
                if (status.Contains(_place, StringComparison.Ordinal)) // else it is not ready, or somebody else took the port
                    return true;
            }
            catch (HttpRequestException)
            {
                // not yet
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), time, ct);
        }

        return false;
    }

    private static ChildProcess Run(string config) => ChildProcess.Start(new ChildCommand(Program, "-c", config) { StopSignal = "TERM" });

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    private static string Configuration(int port, string place, string password, string folder) => $"""
        <icecast>
          <location>{place}</location>
          <admin>demo@localhost</admin>
          <limits><clients>10</clients><sources>2</sources><burst-on-connect>1</burst-on-connect><burst-size>16384</burst-size></limits>
          <authentication>
            <source-password>{password}</source-password>
            <admin-user>admin</admin-user>
            <admin-password>{password}</admin-password>
          </authentication>
          <hostname>127.0.0.1</hostname>
          <listen-socket><port>{port}</port><bind-address>127.0.0.1</bind-address></listen-socket>
          <paths>
            <basedir>/usr/share/icecast2</basedir>
            <logdir>{folder}</logdir>
            <webroot>/usr/share/icecast2/web</webroot>
            <adminroot>/usr/share/icecast2/admin</adminroot>
          </paths>
          <logging><accesslog>access.log</accesslog><errorlog>error.log</errorlog><loglevel>2</loglevel></logging>
          <security>
            <chroot>0</chroot>
            {(Environment.IsPrivilegedProcess ? "<changeowner><user>icecast2</user><group>icecast</group></changeowner>" : "")}
          </security>
        </icecast>
        """;
}
