using System.Net;
using TalksPlatform.Broadcast;

namespace TalksPlatform.Server.Hosting;

/// <summary>All that a server can be told when it starts. Whoever makes one has checked each value by itself.</summary>
internal sealed record ServerOptions
{
    /// <summary>The folder that holds all that must be kept; absolute.</summary>
    public required string DataFolder { get; init; }

    /// <summary>The address that pages, API and hub listen on.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>The TCP port that pages, API and hub listen on; 0 takes a free one.</summary>
    public int Port { get; init; } = 8080;

    /// <summary>How people reach the pages, e.g. https://talks.example.la; null when it is the address listened on.</summary>
    public Uri? PublicUrl { get; init; }

    /// <summary>The addresses or names that browsers and stations send sound to; none means the loopback alone.</summary>
    public IReadOnlyList<string> PublicAddresses { get; init; } = [];

    /// <summary>The address of this machine at which sound arrives; null for all of them.</summary>
    public IPAddress? MediaAddress { get; init; }

    /// <summary>How browsers reach this very server where several serve one site.</summary>
    public Uri? NodeUrl { get; init; }

    /// <summary>The one UDP port of all WebRTC sound.</summary>
    public int UdpPort { get; init; } = 8189;

    /// <summary>The TCP port of WebRTC sound for networks that block UDP; null offers none.</summary>
    public int? TcpPort { get; init; } = 8189;

    /// <summary>How many of a talk's audience may hear it by WebRTC.</summary>
    public int WebRtcListeners { get; init; } = 2000;

    /// <summary>STUN servers that browsers are told of.</summary>
    public IReadOnlyList<string> StunUrls { get; init; } = [];

    /// <summary>TURN servers that browsers are given passwords to.</summary>
    public TurnOptions? Turn { get; init; }

    /// <summary>The port for telephones and studio lines.</summary>
    public int SipPort { get; init; } = 5070;

    /// <summary>The UDP ports of telephones' voices, of which each call takes an even one and the next.</summary>
    public (int First, int Last) RtpPorts { get; init; } = (16_384, 32_767);

    /// <summary>Who may call by telephone, and by which lines.</summary>
    public PhoneOptions Phone { get; init; } = new();

    /// <summary>Private networks in which alarms may be told to webhooks.</summary>
    public IReadOnlyList<IPNetwork> AlarmHookNetworks { get; init; } = [];

    /// <summary>The bucket that live streams are copied to, or null.</summary>
    public BucketOptions? Bucket { get; init; }

    /// <summary>A PostgreSQL of one's own; null starts a private one in the data folder.</summary>
    public string? Connection { get; init; }

    /// <summary>Reverse proxies whose word on a visitor's address and scheme is taken.</summary>
    public IReadOnlyList<IPNetwork> TrustedProxies { get; init; } = [];

    /// <summary>Print a fresh administrator link although there is an administrator.</summary>
    public bool PrintAdministratorLink { get; init; }

    /// <summary>Log what happens, not only what goes wrong.</summary>
    public bool Verbose { get; init; }
}
