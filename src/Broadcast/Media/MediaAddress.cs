using System.Net;
using System.Net.Sockets;

namespace TalksPlatform.Broadcast.Media;

/// <summary>Where sound arrives: every interface when the machine has a public address, the loopback alone otherwise.</summary>
internal sealed record MediaAddress(IPAddress Bind, IReadOnlyList<IPAddress> Advertised)
{
    /// <summary>The same for telephones, which know one address, of IPv4 where there is one.</summary>
    public MediaAddress ForTelephones
    {
        get
        {
            var advertised = Advertised.FirstOrDefault(IsV4) ?? Advertised[0];
            return new MediaAddress(Bind.Equals(IPAddress.IPv6Any) && IsV4(advertised) ? IPAddress.Any : Bind, [advertised]);
        }
    }

    /// <exception cref="SocketException">A name has no address.</exception>
    public static async Task<MediaAddress> ResolveAsync(BroadcastOptions options, CancellationToken ct)
    {
        var advertised = new List<IPAddress>();
        foreach (var name in options.PublicAddresses)
            advertised.AddRange(IPAddress.TryParse(name, out var address) ? [address] : await Dns.GetHostAddressesAsync(name, ct));
        if (advertised.Count == 0)
            advertised.Add(options.MediaAddress ?? IPAddress.Loopback);

        return new MediaAddress(options.MediaAddress ?? BindFor(advertised), advertised);
    }

    private static IPAddress BindFor(IReadOnlyList<IPAddress> advertised)
    {
        if (advertised is [var only] && IPAddress.IsLoopback(only))
            return only;
        return advertised.All(IsV4) || !Socket.OSSupportsIPv6 ? IPAddress.Any : IPAddress.IPv6Any; // which hears IPv4 too
    }

    private static bool IsV4(IPAddress address) => address.AddressFamily == AddressFamily.InterNetwork;
}
