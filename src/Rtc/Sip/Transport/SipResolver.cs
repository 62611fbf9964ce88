using System.Net;
using System.Net.Sockets;

namespace TalksPlatform.Rtc.Sip;

/// <summary>Finds the neighbour behind an address (RFC 3263, without NAPTR and SRV). Off the loop: names take time.</summary>
internal sealed class SipResolver(SipTransport transport)
{
    /// <summary>The neighbour, by the protocol asked for or else the one that the address names.</summary>
    /// <exception cref="SipCallException">404: the name has no address that we can reach.</exception>
    public async Task<SipHop> ResolveAsync(SipUri uri, SipProtocol? protocol, CancellationToken ct)
    {
        var family = transport.LocalEndPoint.AddressFamily;
        var by = uri.Secure ? SipProtocol.Tls : protocol ?? uri.Protocol;
        var port = uri.Port ?? (by == SipProtocol.Tls ? SipUri.DefaultTlsPort : SipUri.DefaultPort);
        try
        {
            var addresses = await Dns.GetHostAddressesAsync(uri.Host, family, ct);
            if (addresses.Length > 0)
                return new SipHop(by, new IPEndPoint(addresses[0], port), by == SipProtocol.Tls ? uri.Host : null);
        }
        catch (Exception failure) when (failure is SocketException or ArgumentException)
        {
            // The name does not exist, nobody can be asked, or it is the address of another family.
        }

        throw new SipCallException(404, $"{uri.Host} has no address");
    }
}
