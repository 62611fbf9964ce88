using System.ComponentModel.DataAnnotations;
using System.Net;

namespace TalksPlatform.Broadcast;

/// <summary>What the live side must be told: where its sound arrives and leaves. Checked once, at start.</summary>
public sealed record BroadcastOptions
{
    /// <summary>The one UDP port that all browsers' sound comes to and goes from; 0 takes any free one.</summary>
    [Range(0, 65535)]
    public int UdpPort { get; init; } = 8189;

    /// <summary>
    /// The TCP port for browsers whose networks block UDP; null takes the number of <see cref="UdpPort"/>, 0 any free one.
    /// </summary>
    [Range(0, 65535)]
    public int? TcpPort { get; init; }

    /// <summary>Whether browsers may come by TCP at all.</summary>
    public bool OffersTcp { get; init; } = true;

    /// <summary>
    /// The addresses or names under which browsers and phones reach this machine, best first, IPv4 and IPv6; a router in
    /// front may map them. None means the loopback alone.
    /// </summary>
    public IReadOnlyList<string> PublicAddresses { get; init; } = [];

    /// <summary>The address of this machine at which sound arrives; null for all of them.</summary>
    public IPAddress? MediaAddress { get; init; }

    /// <summary>How browsers reach this very server where several serve one site; null where it is the only one.</summary>
    public Uri? NodeUrl { get; init; }

    /// <summary>How people reach the pages; null where the request itself tells.</summary>
    public Uri? PublicUrl { get; init; }

    /// <summary>How many of a talk's audience may hear it by WebRTC; who finds no place is shown to the live stream.</summary>
    [Range(0, 100_000)]
    public int WebRtcListeners { get; init; } = 2000;

    /// <summary>STUN servers that browsers are told of, e.g. stun:stun.example.la:3478.</summary>
    public IReadOnlyList<string> StunUrls { get; init; } = [];

    /// <summary>TURN servers that browsers are given passwords to, or null.</summary>
    public TurnOptions? Turn { get; init; }

    /// <summary>The UDP and TCP port of SIP; 0 takes any free one.</summary>
    [Range(0, 65535)]
    public int SipPort { get; init; } = 5070;

    /// <summary>The UDP ports of telephones' voices, two for each call; null for 16384 to 32767.</summary>
    public (int First, int Last)? RtpPorts { get; init; }

    /// <summary>Who may call by telephone, and by which lines.</summary>
    public PhoneOptions Phone { get; init; } = new();

    /// <summary>Where the live stream is copied to while it runs, for caches and for crowds; null for nowhere.</summary>
    public BucketOptions? Bucket { get; init; }

    /// <summary>Private networks in which alarms may be told to webhooks; public ones always may be.</summary>
    public IReadOnlyList<IPNetwork> AlarmHookNetworks { get; init; } = [];

    /// <summary>
    /// For tests alone: a certificate file that servers of RTMP may show besides what the system trusts, or null. A house's
    /// own authority belongs into the system's store.
    /// </summary>
    public string? TrustedServers { get; init; }

    /// <summary>Names every option that is out of bounds.</summary>
    /// <exception cref="ValidationException">One is.</exception>
    public void EnsureValid() => Validator.ValidateObject(this, new ValidationContext(this), validateAllProperties: true);
}
