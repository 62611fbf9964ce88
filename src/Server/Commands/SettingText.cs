using System.Globalization;
using System.Net;
using Npgsql;

namespace TalksPlatform.Server.Commands;

/// <summary>Reads what people write into options. A <see cref="FormatException"/> says what it must be.</summary>
internal static class SettingText
{
    /// <summary>What stands for "none" where a port is optional.</summary>
    public const int NoPort = -1;

    public static string Any(string text) => text;

    public static IPAddress Address(string text) => IPAddress.TryParse(text, out var address)
        ? address
        : throw new FormatException("it must be an IP address of this machine, such as 127.0.0.1 or 0.0.0.0.");

    public static int Port(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port <= ushort.MaxValue
            ? port
            : throw new FormatException("a port is a number from 0 to 65535.");

    /// <summary>A port, or <see cref="NoPort"/> for "none".</summary>
    public static int? PortOrNone(string text) => text == "none" ? NoPort : Port(text);

    /// <summary>First and last port; there is room for one call at least.</summary>
    public static (int First, int Last) RtpPorts(string text)
    {
        const string wanted = "it must be the first and the last UDP port, such as 20000-20199; each call takes an even one and the next.";
        if (text.Split('-') is not [var from, var to])
            throw new FormatException(wanted);
        var (first, last) = (Port(from), Port(to));
        var lowestEven = first + (first % 2);
        return first > 0 && lowestEven < last ? (first, last) : throw new FormatException(wanted);
    }

    public static int Listeners(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= 100_000
            ? number
            : throw new FormatException("it must be a number up to 100000.");

    public static Uri SiteUrl(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && url is { Scheme: "http" or "https", PathAndQuery: "/", Fragment: "", UserInfo: "" }
            ? url
            : throw new FormatException("it must be an address without a path, such as https://talks.example.la.");

    public static IReadOnlyList<string> Hosts(string text)
    {
        var hosts = Words(text);
        return hosts.All(host => Uri.CheckHostName(host) is not UriHostNameType.Unknown)
            ? hosts
            : throw new FormatException("it must be IP addresses or host names by commas.");
    }

    public static IReadOnlyList<string> StunUrls(string text) => IceUrls(text, "stun", "stuns", "stun:stun.example.la:3478");

    public static IReadOnlyList<string> TurnUrls(string text) => IceUrls(text, "turn", "turns", "turn:turn.example.la:3478?transport=udp");

    public static string Connection(string text)
    {
        const string wanted = "it must be a PostgreSQL connection string, such as Host=localhost;Database=talks;Username=talks.";
        try
        {
            return new NpgsqlConnectionStringBuilder(text) is { Host.Length: > 0 } ? text : throw new FormatException(wanted);
        }
        catch (ArgumentException wrong)
        {
            throw new FormatException(wanted, wrong);
        }
    }

    public static IReadOnlyList<IPNetwork> Networks(string text) => [.. Words(text).Select(Network)];

    private static string[] Words(string text) => text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    // RFC 7064 and 7065; the characters are those that need no care in a header.
    private static string[] IceUrls(string text, string scheme, string secureScheme, string example)
    {
        var urls = Words(text);
        return urls.All(url => url.Split(':', 2) is [var given, { Length: > 0 } rest]
                && (given == scheme || given == secureScheme)
                && rest.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or ':' or '[' or ']' or '?' or '='))
            ? urls
            : throw new FormatException($"it must be addresses by commas, such as {example}.");
    }

    private static IPNetwork Network(string text)
    {
        if (IPNetwork.TryParse(text, out var network))
            return network;
        if (IPAddress.TryParse(text, out var address))
            return new IPNetwork(address, address.GetAddressBytes().Length * 8);
        throw new FormatException("it must be IP addresses or networks by commas, such as 10.0.0.0/8,192.0.2.1.");
    }
}
