using System.Net;
using TalksPlatform.Rtc.Codecs;

namespace TalksPlatform.Rtc.Sip;

/// <summary>A line to a telephone company or an exchange of one's own: calls come in by it, and go out.</summary>
public sealed record SipTrunk
{
    /// <summary>What logs, meters and calls name it by.</summary>
    public required string Name { get; init; }

    /// <summary>
    /// Where we register, e.g. sip:provider.example;transport=tls; null for a line that knows us by our address.
    /// </summary>
    public SipUri? Registrar { get; init; }

    /// <summary>The neighbour that everything goes by (outbound proxy); null sends to the registrar.</summary>
    public SipUri? Proxy { get; init; }

    /// <summary>Our name and password there.</summary>
    public SipCredentials? Credentials { get; init; }

    /// <summary>The user part of our address there; null takes the name of the credentials.</summary>
    public string? User { get; init; }

    /// <summary>What carries messages; null takes what the addresses name.</summary>
    public SipProtocol? Transport { get; init; }

    /// <summary>The numbers that may be called by this line; none means all that the line brings.</summary>
    public IReadOnlyList<string> Numbers { get; init; } = [];

    /// <summary>Where the line's calls come from, besides the registrar and proxy themselves.</summary>
    public IReadOnlyList<IPNetwork> AllowedNetworks { get; init; } = [];

    /// <summary>The codecs that the line is offered, dearest first; null takes the user agent's.</summary>
    public IReadOnlyList<AudioCodec>? Codecs { get; init; }

    /// <summary>How long a registration is asked to last.</summary>
    public TimeSpan Expires { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How often a line without a registrar is asked whether it is there (OPTIONS).</summary>
    public TimeSpan ProbeInterval { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The neighbour that requests go to: the proxy, else the registrar; null when the line only brings calls.</summary>
    internal SipUri? Neighbour => Proxy ?? Registrar;

    /// <summary>The name alone: what else is here belongs in no log.</summary>
    public override string ToString() => Name;
}
