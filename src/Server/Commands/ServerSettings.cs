using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Net;
using TalksPlatform.Server.Hosting;

namespace TalksPlatform.Server.Commands;

/// <summary>The options of every command that starts a server. Each can come from the environment too; the option wins.</summary>
internal sealed class ServerSettings
{
    private readonly Option<string> _data = Setting("--data", "TALKS_DATA", ".data", "Folder that holds all that must be kept.");

    private readonly Option<IPAddress> _address = Setting("--address", "TALKS_ADDRESS", "127.0.0.1", "Address to listen on.", AsAddress);
    private readonly Option<int> _port = Setting("--port", "TALKS_PORT", "8080", "TCP port of pages, API and hub; 0 takes a free one.", AsPort);
    private readonly Option<Uri?> _publicUrl = Setting("--public-url", "TALKS_PUBLIC_URL", null, "How people reach the pages, e.g. https://talks.example.la.", AsUrl);
    private readonly Option<string?> _publicAddress = Setting<string?>("--public-address", "TALKS_PUBLIC_ADDRESS", null, "Address that browsers and stations send sound to.", AsHost);
    private readonly Option<int> _udpPort = Setting("--udp-port", "TALKS_UDP_PORT", "8189", "UDP port of all WebRTC sound.", AsPort);
    private readonly Option<int> _sipPort = Setting("--sip-port", "TALKS_SIP_PORT", "5070", "Port for telephones and studio lines.", AsPort);
    private readonly Option<string?> _connection = Setting<string?>("--connection", "TALKS_CONNECTION", null, "PostgreSQL connection string; without it a private PostgreSQL is started.", text => text);
    private readonly Option<IReadOnlyList<IPNetwork>> _trustedProxies = Setting("--trusted-proxies", "TALKS_TRUSTED_PROXIES", "", "Addresses or networks of reverse proxies, by commas.", AsNetworks);
    private readonly Option<bool> _printAdministratorLink = new("--print-admin-link") { Description = "Print a fresh one-time administrator link." };
    private readonly Option<bool> _verbose = new("--verbose") { Description = "Log what happens, not only what goes wrong." };

    private IEnumerable<Option> All =>
    [
        _data, _address, _port, _publicUrl, _publicAddress, _udpPort, _sipPort, _connection, _trustedProxies,
        _printAdministratorLink, _verbose,
    ];

    /// <summary>Adds the options to a command and all below it.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in All)
        {
            option.Recursive = true;
            command.Add(option);
        }
    }

    /// <summary>What was asked for.</summary>
    public ServerOptions Read(ParseResult parsed) => new()
    {
        DataFolder = Path.GetFullPath(parsed.GetRequiredValue(_data)),
        Address = parsed.GetRequiredValue(_address),
        Port = parsed.GetRequiredValue(_port),
        PublicUrl = parsed.GetValue(_publicUrl),
        PublicAddress = parsed.GetValue(_publicAddress),
        UdpPort = parsed.GetRequiredValue(_udpPort),
        SipPort = parsed.GetRequiredValue(_sipPort),
        Connection = parsed.GetValue(_connection),
        TrustedProxies = parsed.GetRequiredValue(_trustedProxies),
        PrintAdministratorLink = parsed.GetValue(_printAdministratorLink),
        Verbose = parsed.GetValue(_verbose),
    };

    private static Option<string> Setting(string name, string variable, string fallback, string description) =>
        Setting(name, variable, fallback, description, text => text);

    /// <summary>An option whose text is read the same way wherever it comes from.</summary>
    private static Option<T> Setting<T>(string name, string variable, string? fallback, string description, Func<string, T> read)
    {
        return new Option<T>(name)
        {
            Description = $"{description} [{variable}]",
            CustomParser = argument => Read(argument, argument.Tokens[0].Value, name),
            DefaultValueFactory = argument => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } set
                ? Read(argument, set, variable)
                : fallback is null ? default! : read(fallback),
        };

        T Read(ArgumentResult argument, string text, string source)
        {
            try
            {
                return read(text);
            }
            catch (FormatException wrong)
            {
                argument.AddError($"{source} is \"{text}\": {wrong.Message}");
                return default!;
            }
        }
    }

    private static IPAddress AsAddress(string text) => IPAddress.TryParse(text, out var address)
        ? address
        : throw new FormatException("it must be an IP address of this machine, such as 127.0.0.1 or 0.0.0.0.");

    private static int AsPort(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port <= ushort.MaxValue
            ? port
            : throw new FormatException("a port is a number from 0 to 65535.");

    private static Uri? AsUrl(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && url is { PathAndQuery: "/", Fragment: "" }
            ? url
            : throw new FormatException("it must be an address without a path, such as https://talks.example.la.");

    private static string AsHost(string text) => Uri.CheckHostName(text) is not UriHostNameType.Unknown
        ? text
        : throw new FormatException("it must be an IP address or a host name.");

    private static IReadOnlyList<IPNetwork> AsNetworks(string text) =>
    [
        .. text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(AsNetwork),
    ];

    private static IPNetwork AsNetwork(string text) => IPNetwork.TryParse(text, out var network)
        ? network
        : IPAddress.TryParse(text, out var address)
            ? new IPNetwork(address, address.GetAddressBytes().Length * 8)
            : throw new FormatException("it must be IP addresses or networks by commas, such as 10.0.0.0/8,192.0.2.1.");
}
