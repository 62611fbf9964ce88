using System.Globalization;
using System.Net;

namespace TalksPlatform.Rtc.Ice;

/// <summary>
/// An address at which a side may be reached, as its description tells it (RFC 8839, section 5.1; over TCP: RFC 6544,
/// section 4.5).
/// </summary>
internal sealed record IceCandidate(
    string Foundation, int Component, IceTransport Transport, uint Priority, IPEndPoint EndPoint, string Type)
{
    // Type preferences as browsers have them: every address is preferred over UDP (RFC 6544, section 4.2).
    private const uint UdpHostPreference = 126;
    private const uint TcpHostPreference = 90;

    private const uint PassivePreference = 4;
    private const int DirectionShift = 13;
    private const string Passive = "passive";

    /// <summary>A host candidate; the first ones are preferred (RFC 8445, section 5.1.2).</summary>
    public static IceCandidate Host(IPEndPoint endPoint, int order) => new(
        (order + 1).ToString(CultureInfo.InvariantCulture),
        Component: 1,
        IceTransport.Udp,
        UdpHostPreference << 24 | (uint)(ushort.MaxValue - order) << 8 | 255,
        endPoint,
        "host");

    /// <summary>A host candidate at which TCP connections are accepted.</summary>
    public static IceCandidate HostTcp(IPEndPoint endPoint, int order) => new(
        string.Create(CultureInfo.InvariantCulture, $"t{order + 1}"),
        Component: 1,
        IceTransport.Tcp,
        TcpHostPreference << 24
            | (PassivePreference << DirectionShift | (uint)((1 << DirectionShift) - 1 - order)) << 8
            | 255,
        endPoint,
        "host");

    /// <summary>All candidates of a side with these addresses: UDP before TCP.</summary>
    /// <param name="addresses">The addresses, best first.</param>
    /// <param name="udpPort">The port of all of them.</param>
    /// <param name="tcpPort">The port at which TCP is accepted; null for none.</param>
    public static IReadOnlyList<IceCandidate> Hosts(IReadOnlyList<IPAddress> addresses, int udpPort, int? tcpPort)
    {
        var candidates = addresses.Select((address, order) => Host(new IPEndPoint(address, udpPort), order));
        return tcpPort is { } port
            ? [.. candidates, .. addresses.Select((address, order) => HostTcp(new IPEndPoint(address, port), order))]
            : [.. candidates];
    }

    /// <summary>
    /// Reads the value of an <c>a=candidate</c>. Null for what is malformed or cannot be used here: TCP that is not
    /// passive, and host names, under which browsers hide their addresses (mDNS).
    /// </summary>
    public static IceCandidate? Parse(string value)
    {
        var parts = value.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length < 8
            || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var component)
            || !Enum.TryParse<IceTransport>(parts[2], ignoreCase: true, out var transport)
            || char.IsAsciiDigit(parts[2][0])
            || !uint.TryParse(parts[3], NumberStyles.None, CultureInfo.InvariantCulture, out var priority)
            || !IPAddress.TryParse(parts[4], out var address)
            || !ushort.TryParse(parts[5], NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            || port == 0
            || parts[6] != "typ"
            || (transport == IceTransport.Tcp && Extension(parts, "tcptype") != Passive))
            return null;

        return new IceCandidate(parts[0], component, transport, priority, new IPEndPoint(address, port), parts[7]);
    }

    public override string ToString()
    {
        var transport = Transport == IceTransport.Tcp ? "tcp" : "udp";
        var extension = Transport == IceTransport.Tcp ? $" tcptype {Passive}" : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Foundation} {Component} {transport} {Priority} {EndPoint.Address} {EndPoint.Port} typ {Type}{extension}");
    }

    /// <summary>The value of a name among the pairs that follow the type; null when it is not there.</summary>
    private static string? Extension(string[] parts, string name)
    {
        for (var i = 8; i + 1 < parts.Length; i += 2)
        {
            if (parts[i] == name)
                return parts[i + 1];
        }

        return null;
    }
}
