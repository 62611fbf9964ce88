using System.Globalization;
using System.Net;
using Npgsql;

namespace TalksPlatform.Server.Commands;

/// <summary>Reads what people write into options. A <see cref="FormatException"/> says what it must be.</summary>
internal static class SettingText
{
    public static string Any(string text) => text;

    public static IPAddress Address(string text) => IPAddress.TryParse(text, out var address)
        ? address
        : throw new FormatException("it must be an IP address of this machine, such as 127.0.0.1 or 0.0.0.0.");

    public static int Port(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port <= ushort.MaxValue
            ? port
            : throw new FormatException("a port is a number from 0 to 65535.");

    public static Uri SiteUrl(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && url is { Scheme: "http" or "https", PathAndQuery: "/", Fragment: "", UserInfo: "" }
            ? url
            : throw new FormatException("it must be an address without a path, such as https://talks.example.la.");

    public static string Host(string text) => Uri.CheckHostName(text) is UriHostNameType.Unknown
        ? throw new FormatException("it must be an IP address or a host name.")
        : text;

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

    public static IReadOnlyList<IPNetwork> Networks(string text) =>
        [.. text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Network)];

    private static IPNetwork Network(string text)
    {
        if (IPNetwork.TryParse(text, out var network))
            return network;
        if (IPAddress.TryParse(text, out var address))
            return new IPNetwork(address, address.GetAddressBytes().Length * 8);
        throw new FormatException("it must be IP addresses or networks by commas, such as 10.0.0.0/8,192.0.2.1.");
    }
}
