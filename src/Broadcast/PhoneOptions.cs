using System.Net;
using TalksPlatform.Rtc.Sdp;
using TalksPlatform.Rtc.Sip;

namespace TalksPlatform.Broadcast;

/// <summary>Who may call the talks by telephone, and by which lines.</summary>
public sealed record PhoneOptions
{
    /// <summary>The networks from which anybody may call, besides this machine and the trunks.</summary>
    public IReadOnlyList<IPNetwork> AllowedNetworks { get; init; } = [];

    /// <summary>Names and passwords of telephones that may call from anywhere.</summary>
    public IReadOnlyDictionary<string, string> Passwords { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The lines to telephone companies.</summary>
    public IReadOnlyList<SipTrunk> Trunks { get; init; } = [];

    /// <summary>Our certificate for encrypted signalling, or null.</summary>
    public SipTlsOptions? Tls { get; init; }

    /// <summary>Whether voices are encrypted in calls by TLS.</summary>
    public MediaEncryption Encryption { get; init; }

    /// <summary>Which branch's choices of codecs and packets hold.</summary>
    public SipProfile Profile { get; init; } = SipProfile.Telephone;

    /// <summary>Counts alone: what is here belongs in no log.</summary>
    public override string ToString() => $"{Trunks.Count} trunks, {AllowedNetworks.Count} networks, {Passwords.Count} telephones";
}
