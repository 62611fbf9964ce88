using System.Globalization;
using TalksPlatform.Foundation.Processes;
using TalksPlatform.TestKit;
using TalksPlatform.TestKit.Peers;

namespace TalksPlatform.Broadcast.Tests.Media;

/// <summary>The passwords that we give to browsers, judged by coturn.</summary>
public sealed class TurnTests
{
    private const string Secret = "north-wind";

    [Fact]
    public async Task A_relay_takes_our_passwords_and_no_others()
    {
        await using var relay = await TurnRelay.StartAsync(Secret);
        var servers = new TurnOptions([relay.Url], Secret);
        var now = TimeProvider.System.GetUtcNow();
        var (username, password) = servers.CredentialsFor("ada", now);

        (await relay.AllocateAsync(username, password)).ShouldBeTrue("the password is genuine");
        (await relay.AllocateAsync(username, "guessed")).ShouldBeFalse("the password is guessed");
        var (late, latePassword) = servers.CredentialsFor("ada", now - TimeSpan.FromDays(1));
        (await relay.AllocateAsync(late, latePassword)).ShouldBeFalse("its time is over");
        var (forged, forgedPassword) = new TurnOptions([relay.Url], "south-wind").CredentialsFor("ada", now);
        (await relay.AllocateAsync(forged, forgedPassword)).ShouldBeFalse("made with another secret");
    }

    [Fact]
    public void The_secret_is_never_told()
    {
        new TurnOptions(["turn:turn.example.la"], Secret).ToString().ShouldNotContain(Secret);
        new BroadcastOptions { Turn = new TurnOptions([], Secret) }.ToString().ShouldNotContain(Secret);
    }

    /// <summary>coturn on the loopback.</summary>
    private sealed class TurnRelay : IAsyncDisposable
    {
        private readonly string _folder = Directory.CreateTempSubdirectory("turn-").FullName;
        private readonly int _port = FreePort.UdpAndTcp();
        private readonly ChildProcess _process;

        private TurnRelay(string secret) => _process = ChildProcess.Start(new ChildCommand(
            "turnserver",
            [
                "-n", "--listening-ip=127.0.0.1", "--relay-ip=127.0.0.1", $"--listening-port={Port}", "--no-tls", "--no-dtls", "--no-cli",
                "--use-auth-secret", $"--static-auth-secret={secret}", "--realm=talks.example", "--allow-loopback-peers",
                $"--userdb={_folder}/db", $"--pidfile={_folder}/pid", $"--log-file={_folder}/log", "--simple-log",
            ])
        {
            WorkingFolder = _folder,
        });

        public string Url => $"turn:127.0.0.1:{Port}?transport=udp";

        private string Port => _port.ToString(CultureInfo.InvariantCulture);

        public static async Task<TurnRelay> StartAsync(string secret)
        {
            Prerequisite.NeedsProgram("turnserver", "coturn");
            var relay = new TurnRelay(secret);
            await Eventually.BecomesAsync(() => relay._process.Exit.IsCompleted || StunServer.Answers(relay._port), "coturn listens");
            relay._process.Exit.IsCompleted.ShouldBeFalse(relay._process.LastWords);
            return relay;
        }

        /// <summary>Whether somebody with these credentials gets a relayed address, and his packets through it.</summary>
        public async Task<bool> AllocateAsync(string username, string password)
        {
            await using var client = ChildProcess.Start(new ChildCommand(
                "turnutils_uclient", ["-y", "-n", "2", "-u", username, "-w", password, "-p", Port, "127.0.0.1"])
            {
                WorkingFolder = _folder,
            });
            return await client.Exit == 0;
        }

        public async ValueTask DisposeAsync()
        {
            await _process.DisposeAsync();
            Directory.Delete(_folder, recursive: true);
        }
    }
}
