using System.Net;
using System.Net.Sockets;

namespace TalksPlatform.Foundation;

/// <summary>Whom an address belongs to, as far as limits are concerned.</summary>
public static class Networks
{
    /// <summary>An IPv4 address is one network. An IPv6 household has 2^64 addresses: they count as one.</summary>
    public static IPAddress Of(IPAddress? address)
    {
        if (address is null)
            return IPAddress.None;
        if (address.IsIPv4MappedToIPv6)
            return address.MapToIPv4();
        if (address.AddressFamily is not AddressFamily.InterNetworkV6)
            return address;
        var bytes = address.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return new IPAddress(bytes);
    }
}
