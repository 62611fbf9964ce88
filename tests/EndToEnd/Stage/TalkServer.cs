using System.Net;
using TalksPlatform.Broadcast;
using TalksPlatform.Contracts;
using TalksPlatform.Server.Demo;
using TalksPlatform.Server.Hosting;
using TalksPlatform.TestKit;

namespace TalksPlatform.EndToEnd.Stage;

/// <summary>The built server in a process of its own on an empty data folder, and a host who may do everything.</summary>
internal sealed class TalkServer : IAsyncDisposable
{
    private readonly EmptyFolder _data = new();
    private readonly DemoServer _server;
    private readonly DemoCast _cast = new();

    private TalkServer(IPAddress publicAddress, int listeners)
    {
        SipPort = FreePort.UdpAndTcp();
        _server = new DemoServer(
            Repository.Server,
            new ServerOptions
            {
                DataFolder = _data.Path,
                Port = FreePort.Tcp(), // which a server that was killed comes back at
                PublicAddresses = [publicAddress.ToString()],
                UdpPort = FreePort.UdpAndTcp(),
                TcpPort = 0,
                WebRtcListeners = listeners,
                SipPort = SipPort,
                Phone = new PhoneOptions { AllowedNetworks = [IPNetwork.Parse("10.213.0.0/16")] }, // the tests' telephones
            },
            TimeProvider.System);
    }

    public int SipPort { get; }

    public Uri Address => _server.Api.Address;

    /// <summary>Whatever a test gives it leaves with it.</summary>
    public DemoCast Cast => _cast;

    /// <summary>Who signs in with the one-time link.</summary>
    public DemoApi Host { get; private set; } = null!;

    /// <summary>Where everything is kept.</summary>
    public string Data => _data.Path;

    /// <summary>Starts one.</summary>
    /// <param name="publicAddress">Where browsers and telephones send sound; the loopback unless one is elsewhere.</param>
    /// <param name="ct">Gives up.</param>
    /// <param name="listeners">How many of the audience may hear a talk by WebRTC.</param>
    public static async Task<TalkServer> StartAsync(IPAddress? publicAddress, CancellationToken ct, int listeners = 2000)
    {
        var server = new TalkServer(publicAddress ?? IPAddress.Loopback, listeners);
        try
        {
            await server._server.StartAsync(ct);
            server.Host = server.Cast.Own(await server.SignInAsync(ct));
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Kills the server as a power cut would, and starts it again at the same address.</summary>
    public async Task RestartAsync(CancellationToken ct)
    {
        await KillAsync(ct);
        await StartAgainAsync(ct);
    }

    /// <summary>Kills the server as a power cut would.</summary>
    public Task KillAsync(CancellationToken ct) => _server.KillAsync(ct);

    /// <summary>Starts the server that was killed at the address that it had.</summary>
    public Task StartAgainAsync(CancellationToken ct) => _server.StartAsync(ct);

    /// <summary>An episode that goes on air in some seconds, and the host's desk in its green room.</summary>
    public async Task<(EpisodeView Episode, DemoSeat Desk)> OpenTalkAsync(TimeSpan startsIn, CancellationToken ct)
    {
        var episode = await DemoCalendar.ScheduleAsync(Host, startsIn, TimeProvider.System, ct);
        var desk = Cast.Own(new DemoSeat(Host, episode.TalkId, TimeProvider.System));
        await desk.SeesAsync(room => room.Seen, ct);
        return (episode, desk);
    }

    /// <summary>Waits for an episode's replay; when it does not come, tells what lies in the recording's folder and what the server said last.</summary>
    public async Task PublishedAsync(EpisodeView episode, CancellationToken ct)
    {
        try
        {
            await DemoCalendar.PublishedAsync(Host, episode, TimeProvider.System, ct);
        }
        catch (TimeoutException late)
        {
            var folder = Path.Combine(_data.Path, "recordings", episode.TalkId.ToString());
            var files = Directory.Exists(folder) ? Directory.EnumerateFiles(folder).Select(file => new FileInfo(file)) : [];
            throw new TimeoutException(string.Join('\n',
            [
                late.Message,
                .. files.OrderBy(file => file.LastWriteTimeUtc).Select(file => $"{file.LastWriteTimeUtc:HH:mm:ss.f} {file.Length} {file.Name}"),
                _server.LastWords,
            ]), late);
        }
    }

    /// <summary>A speaker's personal link.</summary>
    public async Task<Uri> InviteAsync(TalkId talk, string name, CancellationToken ct) =>
        new(Address, "/join/" + (await Host.InviteSpeakerAsync(talk, name, ct)).Token);

    /// <summary>A cookie's worth of the host, for a browser.</summary>
    public string HostToken => Host.Token!;

    public async ValueTask DisposeAsync()
    {
        await _cast.DisposeAsync();
        await _server.DisposeAsync();
        _data.Dispose();
    }

    private async Task<DemoApi> SignInAsync(CancellationToken ct) =>
        _server.Api.As((await _server.Api.SignInAsync(_server.AdministratorToken, ct)).Token);
}
