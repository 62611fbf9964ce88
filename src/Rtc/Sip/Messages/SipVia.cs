using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace TalksPlatform.Rtc.Sip;

/// <summary>One hop of a message: <c>SIP/2.0/UDP host:port;branch=z9hG4bK...;rport</c> (RFC 3261 §20.42).</summary>
internal sealed record SipVia(string Transport, string Host, int? Port, string Parameters)
{
    /// <summary>Branches that begin so name a transaction by themselves.</summary>
    public const string MagicCookie = "z9hG4bK";

    /// <summary>Where its sender listens, when it came by a protocol, whatever it says of that.</summary>
    public int PortBy(SipProtocol protocol) => Port ?? (protocol == SipProtocol.Tls ? SipUri.DefaultTlsPort : SipUri.DefaultPort);

    public string Branch => SipParameters.Find(Parameters, "branch") ?? "";

    /// <summary>True when the branch names the transaction: a cookie alone names none (RFC 4475 §3.2.1).</summary>
    public bool NamesTransaction =>
        Branch.Length > MagicCookie.Length && Branch.StartsWith(MagicCookie, StringComparison.Ordinal);

    /// <summary>The other side wants the answer where the request came from (RFC 3581).</summary>
    public bool WantsRport => SipParameters.Find(Parameters, "rport") is not null;

    public static SipVia Parse(string text) =>
        TryParse(text, out var via) ? via : throw new FormatException($"'{text}' is no Via");

    public static bool TryParse(string? text, [NotNullWhen(true)] out SipVia? via)
    {
        via = null;
        if (text is null)
            return false;

        var semicolon = text.IndexOf(';', StringComparison.Ordinal);
        var protocol = (semicolon < 0 ? text : text[..semicolon]).Split('/', 3, StringSplitOptions.TrimEntries);
        if (protocol is not [var name, _, var rest] || !name.Equals("SIP", StringComparison.OrdinalIgnoreCase))
            return false;

        var parts = rest.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length < 2 || !SipUri.TryParseHostPort(string.Concat(parts[1..]), out var host, out var port))
            return false;

        via = new SipVia(parts[0].ToUpperInvariant(), host, port, semicolon < 0 ? "" : text[semicolon..].Trim());
        return true;
    }

    /// <summary>
    /// A hop of ours: answers are to come back where the request came from (RFC 3581), and a connection of ours may be
    /// used both ways (RFC 5923).
    /// </summary>
    public static SipVia New(SipProtocol protocol, IPEndPoint sentBy, string? branch = null) => new(
        protocol.InVia(),
        sentBy.Address.ToString(),
        sentBy.Port,
        $";branch={branch ?? MagicCookie + SipTokens.New()};rport{(protocol == SipProtocol.Udp ? "" : ";alias")}");

    /// <summary>Notes where the request really came from, so that the answer finds its way (RFC 3581 §4).</summary>
    public SipVia SeenFrom(IPEndPoint source)
    {
        var kept = Parameters.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Where(part => !part.StartsWith("rport", StringComparison.OrdinalIgnoreCase)
                && !part.StartsWith("received", StringComparison.OrdinalIgnoreCase));
        var port = WantsRport ? string.Create(CultureInfo.InvariantCulture, $";rport={source.Port}") : "";
        return this with { Parameters = string.Concat(kept.Select(part => ";" + part)) + $";received={source.Address}{port}" };
    }

    /// <summary>Where a response goes by UDP (RFC 3261 §18.2.2).</summary>
    public IPEndPoint ReturnTo(IPEndPoint source) => WantsRport ? source : new(source.Address, PortBy(SipProtocol.Udp));

    public override string ToString()
    {
        var host = IPAddress.TryParse(Host, out var address) && address.AddressFamily == AddressFamily.InterNetworkV6
            ? $"[{Host}]"
            : Host;
        return string.Create(
            CultureInfo.InvariantCulture, $"SIP/2.0/{Transport} {host}{(Port is { } port ? $":{port}" : "")}{Parameters}");
    }
}
