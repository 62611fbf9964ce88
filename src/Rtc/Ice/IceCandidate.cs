using System.Globalization;
using System.Net;

namespace TalksPlatform.Rtc.Ice;

/// <summary>
/// An address at which a side may be reached over UDP, as its description tells it (RFC 8839, section 5.1).
/// </summary>
internal sealed record IceCandidate(string Foundation, int Component, uint Priority, IPEndPoint EndPoint, string Type)
{
    private const uint HostPreference = 126;

    /// <summary>A host candidate; the first ones are preferred (RFC 8445, section 5.1.2).</summary>
    public static IceCandidate Host(IPEndPoint endPoint, int order) => new(
        (order + 1).ToString(CultureInfo.InvariantCulture),
        Component: 1,
        HostPreference << 24 | (uint)(ushort.MaxValue - order) << 8 | 255,
        endPoint,
        "host");

    /// <summary>
    /// Reads the value of an <c>a=candidate</c>. Null for what is malformed or cannot be used here: TCP and host names,
    /// under which browsers hide their addresses (mDNS).
    /// </summary>
    public static IceCandidate? Parse(string value)
    {
        var parts = value.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length < 8
            || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var component)
            || !parts[2].Equals("udp", StringComparison.OrdinalIgnoreCase)
            || !uint.TryParse(parts[3], NumberStyles.None, CultureInfo.InvariantCulture, out var priority)
            || !IPAddress.TryParse(parts[4], out var address)
            || !ushort.TryParse(parts[5], NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            || port == 0
            || parts[6] != "typ")
            return null;

        return new IceCandidate(parts[0], component, priority, new IPEndPoint(address, port), parts[7]);
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Foundation} {Component} udp {Priority} {EndPoint.Address} {EndPoint.Port} typ {Type}");
}
