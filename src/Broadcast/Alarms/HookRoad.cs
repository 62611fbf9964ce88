using System.Net;
using System.Net.Sockets;

namespace TalksPlatform.Broadcast.Alarms;

/// <summary>
/// How webhooks are reached: by HTTP, without following anybody elsewhere, and never at an address of a private network,
/// whatever its name resolves to at that moment, unless whoever runs the server allowed that network. Else a stranger's
/// address would have us knock at the doors of our own house.
/// </summary>
internal sealed class HookRoad : IDisposable
{
    private const int LongestUrl = 500;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private static readonly IPNetwork[] Private =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
            "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/3",
            "::/96", "64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "2001:db8::/32", "2002::/16", "fc00::/7", "fe80::/10", "ff00::/8",
        }.Select(network => IPNetwork.Parse(network)),
    ];

    private readonly BroadcastOptions _options;
    private readonly HttpClient _http;

    public HookRoad(BroadcastOptions options)
    {
        _options = options;
        _http = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
            ConnectCallback = async (asked, ct) => new NetworkStream(await ConnectAsync(asked.DnsEndPoint, ct), ownsSocket: true),
        })
        {
            Timeout = Patience,
        };
    }

    /// <summary>An address that webhooks may have; whether it is a private one is seen when it is called, and here if it is plain.</summary>
    /// <exception cref="Foundation.Faults.FaultException">hook.url, hook.private</exception>
    public Uri Check(string? url)
    {
        if (url is not { Length: <= LongestUrl } || !Uri.TryCreate(url, UriKind.Absolute, out var address)
            || address is not { Scheme: "http" or "https", UserInfo: "", HostNameType: not UriHostNameType.Basic })
            throw HookFaults.Url.AsException();
        if (IPAddress.TryParse(address.DnsSafeHost, out var plain) ? !IsAllowed(plain) : address.IsLoopback && !IsAllowed(IPAddress.Loopback))
            throw HookFaults.Private.AsException();
        return address;
    }

    /// <summary>Sends it.</summary>
    /// <exception cref="HttpRequestException">It did not arrive.</exception>
    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage message, CancellationToken ct) =>
        _http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, ct);

    public void Dispose() => _http.Dispose();

    /// <summary>Whether we may call there.</summary>
    private bool IsAllowed(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        return !Array.Exists(Private, network => network.Contains(address)) || _options.AlarmHookNetworks.Any(network => network.Contains(address));
    }

    private async Task<Socket> ConnectAsync(DnsEndPoint host, CancellationToken ct)
    {
        var addresses = await Dns.GetHostAddressesAsync(host.Host, ct);
        var allowed = Array.FindAll(addresses, IsAllowed);
        if (allowed is [])
            throw new HttpRequestException(addresses is [] ? "It has no address." : "It has an address of a private network.");
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, host.Port, ct);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
