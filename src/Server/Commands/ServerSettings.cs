using System.CommandLine;
using System.Net;
using TalksPlatform.Server.Hosting;

namespace TalksPlatform.Server.Commands;

/// <summary>The options of every command that starts a server. Each can come from the environment too; the option wins.</summary>
internal sealed class ServerSettings
{
    private readonly Option<string> _data = Setting.Of(
        "--data", "TALKS_DATA", "Folder that holds all that must be kept.", SettingText.Any, ".data");

    private readonly Option<IPAddress> _address = Setting.Of(
        "--address", "TALKS_ADDRESS", "Address to listen on.", SettingText.Address, "127.0.0.1");

    private readonly Option<int> _port = Setting.Of(
        "--port", "TALKS_PORT", "TCP port of pages, API and hub; 0 takes a free one.", SettingText.Port, "8080");

    private readonly Option<Uri?> _publicUrl = Setting.Of<Uri?>(
        "--public-url", "TALKS_PUBLIC_URL", "How people reach the pages, e.g. https://talks.example.la.", SettingText.SiteUrl);

    private readonly Option<string?> _publicAddress = Setting.Of<string?>(
        "--public-address", "TALKS_PUBLIC_ADDRESS", "Address that browsers and stations send sound to.", SettingText.Host);

    private readonly Option<int> _udpPort = Setting.Of(
        "--udp-port", "TALKS_UDP_PORT", "UDP port of all WebRTC sound; 0 takes a free one.", SettingText.Port, "8189");

    private readonly Option<int> _sipPort = Setting.Of(
        "--sip-port", "TALKS_SIP_PORT", "Port for telephones and studio lines; 0 takes a free one.", SettingText.Port, "5070");

    private readonly Option<string?> _connection = Setting.OfSecret<string?>(
        "--connection", "TALKS_CONNECTION", "PostgreSQL connection string; without it a private PostgreSQL is started.", SettingText.Connection);

    private readonly Option<IReadOnlyList<IPNetwork>> _trustedProxies = Setting.Of(
        "--trusted-proxies", "TALKS_TRUSTED_PROXIES", "Addresses or networks of reverse proxies, by commas.", SettingText.Networks, "");

    private readonly Option<bool> _printAdministratorLink = new("--print-admin-link")
    {
        Description = "Print a fresh one-time administrator link.",
    };

    private readonly Option<bool> _verbose = new("--verbose")
    {
        Description = "Log what happens, not only what goes wrong.",
    };

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
}
