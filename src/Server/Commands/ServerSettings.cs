using System.CommandLine;
using System.Net;
using TalksPlatform.Broadcast;
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

    private readonly Option<IReadOnlyList<string>> _publicAddresses = Setting.Of(
        "--public-address", "TALKS_PUBLIC_ADDRESS", "Addresses that browsers and stations send sound to, by commas, IPv4 and IPv6.", SettingText.Hosts, "");

    private readonly Option<IPAddress?> _mediaAddress = Setting.Of<IPAddress?>(
        "--media-address", "TALKS_MEDIA_ADDRESS", "Address of this machine where sound arrives; without it all of them.", SettingText.Address);

    private readonly Option<Uri?> _nodeUrl = Setting.Of<Uri?>(
        "--node-url", "TALKS_NODE_URL", "How browsers reach this very server where several serve one site.", SettingText.SiteUrl);

    private readonly Option<int> _udpPort = Setting.Of(
        "--udp-port", "TALKS_UDP_PORT", "UDP port of all WebRTC sound; 0 takes a free one.", SettingText.Port, "8189");

    private readonly Option<int?> _tcpPort = Setting.Of(
        "--tcp-port", "TALKS_TCP_PORT", "TCP port of WebRTC sound where UDP is blocked; without it that of --udp-port, \"none\" for none.", SettingText.PortOrNone);

    private readonly Option<int> _webRtcListeners = Setting.Of(
        "--webrtc-listeners", "TALKS_WEBRTC_LISTENERS", "How many of a talk's audience may hear it by WebRTC.", SettingText.Listeners, "2000");

    private readonly Option<IReadOnlyList<string>> _stunUrls = Setting.Of(
        "--stun-urls", "TALKS_STUN_URLS", "STUN servers that browsers are told of, by commas.", SettingText.StunUrls, "");

    private readonly Option<IReadOnlyList<string>> _turnUrls = Setting.Of(
        "--turn-urls", "TALKS_TURN_URLS", "TURN servers that browsers are given passwords to, by commas; needs --turn-secret.", SettingText.TurnUrls, "");

    private readonly Option<string?> _turnSecret = Setting.OfSecret<string?>(
        "--turn-secret", "TALKS_TURN_SECRET", "The TURN servers' static-auth-secret.", SettingText.Any);

    private readonly Option<int> _sipPort = Setting.Of(
        "--sip-port", "TALKS_SIP_PORT", "Port for telephones and studio lines; 0 takes a free one.", SettingText.Port, "5070");

    private readonly Option<(int First, int Last)> _rtpPorts = Setting.Of(
        "--rtp-ports", "TALKS_RTP_PORTS", "UDP ports of telephones' voices, first and last; a call takes two.", SettingText.RtpPorts, "16384-32767");

    private readonly Option<IReadOnlyList<IPNetwork>> _sipAllow = Setting.Of(
        "--sip-allow", "TALKS_SIP_ALLOW", "Networks from which anybody may call by SIP, by commas; this machine always may.", SettingText.Networks, "");

    private readonly Option<PhoneOptions?> _sipSettings = Setting.Of<PhoneOptions?>(
        "--sip-settings", "TALKS_SIP_SETTINGS", "JSON file with trunks, certificate and passwords of telephones.", SipSettings.Read);

    private readonly Option<IReadOnlyList<IPNetwork>> _alarmHookNetworks = Setting.Of(
        "--alarm-hook-networks", "TALKS_ALARM_HOOK_NETWORKS", "Private networks in which webhooks may be told of alarms, by commas.", SettingText.Networks, "");

    private readonly Option<BucketOptions?> _bucket = Setting.OfSecret<BucketOptions?>(
        "--segment-bucket", "TALKS_SEGMENT_BUCKET", "S3 bucket to copy live streams to: https://key:secret@host/bucket/folder?region=name.", BucketOptions.Parse);

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
        _data, _address, _port, _publicUrl, _nodeUrl, _publicAddresses, _mediaAddress, _udpPort, _tcpPort, _webRtcListeners, _stunUrls, _turnUrls,
        _turnSecret, _sipPort, _rtpPorts, _sipAllow, _sipSettings, _alarmHookNetworks, _bucket, _connection, _trustedProxies, _printAdministratorLink,
        _verbose,
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
        NodeUrl = parsed.GetValue(_nodeUrl),
        PublicAddresses = parsed.GetRequiredValue(_publicAddresses),
        MediaAddress = parsed.GetValue(_mediaAddress),
        UdpPort = parsed.GetRequiredValue(_udpPort),
        TcpPort = parsed.GetValue(_tcpPort) switch
        {
            null => parsed.GetRequiredValue(_udpPort),
            SettingText.NoPort => null,
            var port => port,
        },
        WebRtcListeners = parsed.GetRequiredValue(_webRtcListeners),
        StunUrls = parsed.GetRequiredValue(_stunUrls),
        Turn = ReadTurn(parsed.GetRequiredValue(_turnUrls), parsed.GetValue(_turnSecret)),
        SipPort = parsed.GetRequiredValue(_sipPort),
        RtpPorts = parsed.GetRequiredValue(_rtpPorts),
        Phone = PhoneOf(parsed),
        AlarmHookNetworks = parsed.GetRequiredValue(_alarmHookNetworks),
        Bucket = parsed.GetValue(_bucket),
        Connection = parsed.GetValue(_connection),
        TrustedProxies = parsed.GetRequiredValue(_trustedProxies),
        PrintAdministratorLink = parsed.GetValue(_printAdministratorLink),
        Verbose = parsed.GetValue(_verbose),
    };

    private static TurnOptions? ReadTurn(IReadOnlyList<string> urls, string? secret) => (urls, secret) switch
    {
        ([], _) => null,
        (_, { Length: > 0 }) => new TurnOptions(urls, secret),
        _ => throw new StartRefusedException("--turn-urls needs --turn-secret: the servers' static-auth-secret."),
    };

    private PhoneOptions PhoneOf(ParseResult parsed)
    {
        var settings = parsed.GetValue(_sipSettings) ?? new PhoneOptions();
        return settings with { AllowedNetworks = [.. settings.AllowedNetworks, .. parsed.GetRequiredValue(_sipAllow)] };
    }
}
