using System.Net;

namespace TalksPlatform.Broadcast.Media;

/// <summary>Where sound arrives: every interface when the machine has a public address, the loopback alone otherwise.</summary>
internal sealed record MediaAddress(IPAddress Bind, IReadOnlyList<IPAddress> Advertised)
{
    /// <exception cref="System.Net.Sockets.SocketException">The name has no address.</exception>
    public static async Task<MediaAddress> ResolveAsync(BroadcastOptions options, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(options.PublicAddress))
            return new MediaAddress(IPAddress.Loopback, [IPAddress.Loopback]);
        if (IPAddress.TryParse(options.PublicAddress, out var address))
            return Of([address]);
        return Of(await Dns.GetHostAddressesAsync(options.PublicAddress, ct));
    }

    private static MediaAddress Of(IPAddress[] advertised) => advertised.All(IPAddress.IsLoopback)
        ? new MediaAddress(advertised[0], [advertised[0]])
        : new MediaAddress(IPAddress.Any, advertised);
}
