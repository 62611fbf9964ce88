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

    /// <summary>The ports for voices, even ones are taken; null lets the system choose.</summary>
    public (int First, int Last)? RtpPorts { get; init; }

    /// <summary>The user part of our own address.</summary>
    public string User { get; init; } = "talks";

    /// <summary>Our name, shown on the called party's telephone.</summary>
    public string? DisplayName { get; init; }

    /// <summary>The codecs that we speak, dearest first.</summary>
    public IReadOnlyList<AudioCodec> Codecs { get; init; } =
        [AudioCodec.Opus, AudioCodec.G722, AudioCodec.Pcma, AudioCodec.Pcmu];

    /// <summary>How Opus is encoded.</summary>
    public EncoderOptions Encoder { get; init; } = new();

    /// <summary>Whether voices are encrypted by keys in the signalling (SDES, RFC 4568).</summary>
    public MediaEncryption Encryption { get; init; }

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

    /// <summary>New calls that one network address may start a minute; over it callers get 503.</summary>
    public int MaxCallsPerSourcePerMinute { get; init; } = 30;

    /// <summary>A call without any RTP for this long, and not on hold, is hung up.</summary>
    public TimeSpan MediaTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long an incoming call may ring unanswered.</summary>
    public TimeSpan RingTimeout { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>The clock of all timers.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}

/// <summary>A name and password for digest authentication (RFC 8760, RFC 3261 §22.4).</summary>
/// <param name="User">The name.</param>
/// <param name="Password">The password; it never leaves the process in clear.</param>
public sealed record SipCredentials(string User, string Password)
{
    /// <summary>The name alone: a password belongs in no log.</summary>
    public override string ToString() => User;
}

/// <summary>How to make one call.</summary>
public sealed record SipCallOptions
{
    /// <summary>The codecs to offer, dearest first; null offers all that the user agent speaks.</summary>
    public IReadOnlyList<AudioCodec>? Codecs { get; init; }

    /// <summary>The name to show to the called party; null shows the user agent's.</summary>
    public string? DisplayName { get; init; }

    /// <summary>Who we are when challenged.</summary>
    public SipCredentials? Credentials { get; init; }

    /// <summary>How Opus is encoded; null takes the user agent's choice.</summary>
    public EncoderOptions? Encoder { get; init; }

    /// <summary>How long it may ring before we give up.</summary>
    public TimeSpan RingTimeout { get; init; } = TimeSpan.FromSeconds(60);
}
