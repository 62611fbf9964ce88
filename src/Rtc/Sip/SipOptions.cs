using System.Net;
using TalksPlatform.Rtc.Codecs;
using TalksPlatform.Rtc.Sdp;

namespace TalksPlatform.Rtc.Sip;

/// <summary>How a user agent shows itself to the telephone world and what it lets in.</summary>
public sealed record SipOptions
{
    /// <summary>Where signalling is received, by UDP and TCP; port 0 takes one that is free for both.</summary>
    public required IPEndPoint Bind { get; init; }

    /// <summary>False leaves TCP to the connections that we make ourselves.</summary>
    public bool ListensByTcp { get; init; } = true;

    /// <summary>How we encrypt; null neither listens by TLS nor trusts more than the system when connecting.</summary>
    public SipTlsOptions? Tls { get; init; }

    /// <summary>TCP and TLS connections at a time.</summary>
    public int MaxConnections { get; init; } = 1_000;

    /// <summary>TCP and TLS connections from one network address.</summary>
    public int MaxConnectionsPerSource { get; init; } = 50;

    /// <summary>The address that peers are told to send to; null takes that of <see cref="Bind"/>.</summary>
    public IPAddress? AdvertisedAddress { get; init; }

    /// <summary>The ports for voices, of which calls take pairs of an even one and the next; null for 16384 to 32767.</summary>
    public (int First, int Last)? RtpPorts { get; init; }

    /// <summary>The user part of our own address.</summary>
    public string User { get; init; } = "talks";

    /// <summary>Our name, shown on the called party's telephone.</summary>
    public string? DisplayName { get; init; }

    /// <summary>The choices of a branch, e.g. of broadcasters.</summary>
    public SipProfile Profile { get; init; } = SipProfile.Telephone;

    /// <summary>The codecs that we speak, dearest first; those of the profile when not given.</summary>
    public IReadOnlyList<AudioCodec> Codecs
    {
        get => field ?? Profile.Codecs;
        init;
    }

    /// <summary>How Opus is encoded.</summary>
    public EncoderOptions Encoder { get; init; } = new();

    /// <summary>Whether voices are encrypted by keys in the signalling (SDES, RFC 4568).</summary>
    public MediaEncryption Encryption { get; init; }

    /// <summary>
    /// Lets those keys go over UDP and TCP, where everybody on the way can read them. Without it voices are encrypted only in
    /// calls by TLS.
    /// </summary>
    public bool TellsKeysInClear { get; init; }

    /// <summary>The lines to telephone companies and exchanges.</summary>
    public IReadOnlyList<SipTrunk> Trunks { get; init; } = [];

    /// <summary>
    /// The networks from which anybody may call, besides the trunks: this machine alone unless told otherwise. All other
    /// requests are dropped without an answer, unless their sender can prove who she is.
    /// </summary>
    public IReadOnlyList<IPNetwork> AllowedNetworks { get; init; } = [IPNetwork.Parse("127.0.0.0/8"), IPNetwork.Parse("::1/128")];

    /// <summary>False drops callers from unknown networks even where a password could admit them.</summary>
    public bool ChallengesStrangers { get; init; } = true;

    /// <summary>How often calls of ours are to be refreshed (RFC 4028); null asks for nothing.</summary>
    public TimeSpan? SessionExpires { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>Whether we follow a far end that wants to pass us on to an address (REFER); null refuses all.</summary>
    public Func<SipUri, bool>? MayBeReferredTo { get; init; }

    /// <summary>Who we are when a server asks us (RFC 3261 §22); a call's own credentials go first.</summary>
    public SipCredentials? Credentials { get; init; }

    /// <summary>
    /// When set, callers must prove who they are: gives the password of a user name, or null for an unknown one.
    /// </summary>
    public Func<string, string?>? PasswordOf { get; init; }

    /// <summary>
    /// Asks for the proof by SHA-256 too (RFC 8760). Off by default: telephones that know only MD5 are told to pass over
    /// what they do not know, but some (baresip 1.0) give up.
    /// </summary>
    public bool AsksForSha256 { get; init; }

    /// <summary>The realm of the proof that we ask for.</summary>
    public string Realm { get; init; } = "talks";

    /// <summary>Calls at a time, both ways; over it callers get 503.</summary>
    public int MaxCalls { get; init; } = 200;

    /// <summary>New calls that one network address, which is no trunk, may start a minute; over it callers get 503.</summary>
    public int MaxCallsPerSourcePerMinute { get; init; } = 30;

    /// <summary>A call without any RTP for this long, and not on hold, is hung up.</summary>
    public TimeSpan MediaTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long an incoming call may ring unanswered.</summary>
    public TimeSpan RingTimeout { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>The clock of all timers.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
