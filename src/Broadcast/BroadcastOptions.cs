using System.ComponentModel.DataAnnotations;

namespace TalksPlatform.Broadcast;

/// <summary>What the live side must be told: where its sound arrives and leaves. Checked once, at start.</summary>
public sealed record BroadcastOptions
{
    /// <summary>The one UDP port that all browsers' sound comes to and goes from; 0 takes any free one.</summary>
    [Range(0, 65535)]
    public int UdpPort { get; init; } = 8189;

    /// <summary>The address under which browsers and phones reach this machine, or null for the loopback alone.</summary>
    public string? PublicAddress { get; init; }

    /// <summary>The UDP port of SIP; 0 takes any free one.</summary>
    [Range(0, 65535)]
    public int SipPort { get; init; } = 5070;

    /// <summary>The Icecast server that the programme always goes to, as icecast://user:password@host:port/mount, or null.</summary>
    public string? IcecastUrl { get; init; }

    /// <summary>Names every option that is out of bounds.</summary>
    /// <exception cref="ValidationException">One is.</exception>
    public void EnsureValid() => Validator.ValidateObject(this, new ValidationContext(this), validateAllProperties: true);
}
