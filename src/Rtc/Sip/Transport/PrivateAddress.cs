using System.Net;
using System.Net.Sockets;

namespace TalksPlatform.Rtc.Sip;

/// <summary>Tells addresses that mean nothing outside of their own network (RFC 1918, RFC 6598, RFC 4193, loopback).</summary>
internal static class PrivateAddress
{
    private static readonly IPNetwork[] Networks =
    [
        IPNetwork.Parse("10.0.0.0/8"), IPNetwork.Parse("172.16.0.0/12"), IPNetwork.Parse("192.168.0.0/16"),
        IPNetwork.Parse("100.64.0.0/10"), IPNetwork.Parse("169.254.0.0/16"), IPNetwork.Parse("fc00::/7"), IPNetwork.Parse("fe80::/10"),
    ];

    public static bool Is(IPAddress address) =>
        IPAddress.IsLoopback(address)
        || Array.Exists(Networks, network => network.Contains(address.AddressFamily == AddressFamily.InterNetworkV6 && address.IsIPv4MappedToIPv6
            ? address.MapToIPv4()
            : address));
}
