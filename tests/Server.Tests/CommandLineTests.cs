using System.Globalization;
using System.Net;
using System.Net.Sockets;
using TalksPlatform.Server.Tests.Kit;

namespace TalksPlatform.Server.Tests;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("--port", "eighty", "--port is \"eighty\": a port is a number from 0 to 65535.")]
    [InlineData("--udp-port", "70000", "--udp-port is \"70000\": a port is a number from 0 to 65535.")]
    [InlineData("--address", "somewhere", "--address is \"somewhere\": it must be an IP address of this machine, such as 127.0.0.1 or 0.0.0.0.")]
    [InlineData("--address", "203.0.113.9", "This machine has no address 203.0.113.9: choose another one with --address.")]
    [InlineData("--public-url", "talks.example", "--public-url is \"talks.example\": it must be an address without a path, such as https://talks.example.la.")]
    [InlineData("--public-address", "a b", "--public-address is \"a b\": it must be IP addresses or host names by commas.")]
    [InlineData("--tcp-port", "tcp", "--tcp-port is \"tcp\": a port is a number from 0 to 65535.")]
    [InlineData("--stun-urls", "turn:a", "--stun-urls is \"turn:a\": it must be addresses by commas, such as stun:stun.example.la:3478.")]
    [InlineData("--turn-urls", "turn:a>b", "--turn-urls is \"turn:a>b\": it must be addresses by commas, such as turn:turn.example.la:3478?transport=udp.")]
    [InlineData("--turn-urls", "turn:turn.example.la", "--turn-urls needs --turn-secret: the servers' static-auth-secret.")]
    [InlineData("--trusted-proxies", "proxy", "--trusted-proxies is \"proxy\": it must be IP addresses or networks by commas, such as 10.0.0.0/8,192.0.2.1.")]
    [InlineData("--rtp-ports", "20000", "--rtp-ports is \"20000\": it must be the first and the last UDP port, such as 20000-20199; each call takes an even one and the next.")]
    [InlineData("--rtp-ports", "20199-20000", "--rtp-ports is \"20199-20000\": it must be the first and the last UDP port, such as 20000-20199")]
    [InlineData("--rtp-ports", "20001-20002", "--rtp-ports is \"20001-20002\": it must be the first and the last UDP port, such as 20000-20199")]
    [InlineData("--rtp-ports", "20000-70000", "--rtp-ports is \"20000-70000\": a port is a number from 0 to 65535.")]
    [InlineData("--sip-allow", "home", "--sip-allow is \"home\": it must be IP addresses or networks by commas, such as 10.0.0.0/8,192.0.2.1.")]
    [InlineData("--sip-settings", "/nowhere.json", "--sip-settings is \"/nowhere.json\": a file cannot be read: ")]
    [InlineData("--connection", "nonsense", "--connection was refused: it must be a PostgreSQL connection string, such as Host=localhost;Database=talks;Username=talks.")]
    [InlineData("--connection", "Host=127.0.0.1;Port=1;Username=talks", "PostgreSQL cannot be used as --connection (TALKS_CONNECTION) says: ")]
    [InlineData("--data", "/proc/nothing", "The data folder /proc/nothing cannot be written to: choose another one with --data")]
    [InlineData("--nonsense", "1", "Unrecognized command or argument '--nonsense'.")]
    public async Task A_wrong_option_is_answered_by_one_sentence(string option, string value, string sentence)
    {
        using var folder = new TemporaryFolder();
        string[] others = ["--data", folder.Path, "--port", "0", "--udp-port", "0", "--sip-port", "0"];
        await using var server = ServerProcess.Start([.. others.Chunk(2).Where(pair => pair[0] != option).SelectMany(pair => pair), option, value]);

        (await server.ExitAsync()).ShouldBe(2);
        server.Errors.ShouldStartWith(sentence);
        server.Errors.Trim().ShouldNotContain("\n");
        server.Output.Trim().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_wrong_environment_variable_is_named_as_such()
    {
        await using var server = ServerProcess.StartWith(new Dictionary<string, string>(StringComparer.Ordinal) { ["TALKS_PORT"] = "http" });

        (await server.ExitAsync()).ShouldBe(2);
        server.Errors.Trim().ShouldBe("TALKS_PORT is \"http\": a port is a number from 0 to 65535.");
    }

    [Theory]
    [InlineData(SocketType.Stream, "--port", "The TCP port {0} is taken by another program: end that, or choose another one with --port.")]
    [InlineData(SocketType.Dgram, "--udp-port", "The UDP port {0} is taken by another program: end that, or choose another one with --udp-port.")]
    [InlineData(SocketType.Stream, "--tcp-port", "The TCP port {0} is taken by another program: end that, or choose another one with --tcp-port.")]
    [InlineData(SocketType.Dgram, "--sip-port", "The SIP port {0} is taken by another program: end that, or choose another one with --sip-port.")]
    public async Task A_port_that_is_taken_is_named_with_the_option_that_changes_it(SocketType type, string option, string sentence)
    {
        using var taken = new Socket(AddressFamily.InterNetwork, type, ProtocolType.Unspecified);
        taken.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        if (type is SocketType.Stream)
            taken.Listen();
        var port = ((IPEndPoint)taken.LocalEndPoint!).Port.ToString(CultureInfo.InvariantCulture);
        using var folder = new TemporaryFolder();
        await using var server = ServerProcess.Start(
            ["--data", folder.Path, .. new[] { "--port", "--udp-port", "--tcp-port", "--sip-port" }.SelectMany(name => new[] { name, name == option ? port : "0" })]);

        (await server.ExitAsync()).ShouldBe(2);
        server.Errors.Trim().ShouldBe(sentence.Replace("{0}", port, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Help_names_every_option_and_its_variable()
    {
        await using var server = ServerProcess.Start("--help");

        (await server.ExitAsync()).ShouldBe(0);
        string[] wanted =
        [
            "--data", "TALKS_DATA", "--port", "TALKS_PORT", "--address", "--public-address", "TALKS_PUBLIC_ADDRESS", "--udp-port", "TALKS_UDP_PORT",
            "--tcp-port", "TALKS_TCP_PORT", "--media-address", "--node-url", "--stun-urls", "--turn-urls", "TALKS_TURN_SECRET",
            "--connection", "TALKS_CONNECTION", "--sip-port", "TALKS_SIP_PORT", "--rtp-ports", "TALKS_RTP_PORTS", "--print-admin-link", "--verbose", "run",
        ];
        foreach (var word in wanted)
            server.Output.ShouldContain(word);
    }
}
