namespace TalksPlatform.Rtc.Sip;

/// <summary>What carries messages (RFC 3261 §18).</summary>
public enum SipProtocol
{
    /// <summary>Datagrams: lost ones are sent again.</summary>
    Udp,

    /// <summary>A connection.</summary>
    Tcp,

    /// <summary>An encrypted connection to a neighbour whose certificate was checked.</summary>
    Tls,
}

/// <summary>What protocols are called in messages.</summary>
internal static class SipProtocolNames
{
    /// <summary>For Via, in capitals.</summary>
    public static string InVia(this SipProtocol protocol) => protocol switch
    {
        SipProtocol.Udp => "UDP",
        SipProtocol.Tcp => "TCP",
        SipProtocol.Tls => "TLS",
    };

    /// <summary>The value of the transport parameter of an address.</summary>
    public static string InUri(this SipProtocol protocol) => protocol switch
    {
        SipProtocol.Udp => "udp",
        SipProtocol.Tcp => "tcp",
        SipProtocol.Tls => "tls",
    };

    /// <summary>Null for what we do not speak, e.g. ws.</summary>
    public static SipProtocol? Parse(string? name) => name?.ToUpperInvariant() switch
    {
        "UDP" => SipProtocol.Udp,
        "TCP" => SipProtocol.Tcp,
        "TLS" => SipProtocol.Tls,
        _ => null,
    };
}
