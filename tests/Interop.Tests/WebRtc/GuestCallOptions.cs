using TalksPlatform.Broadcast;

namespace TalksPlatform.Interop.Tests.WebRtc;

/// <summary>How a guest is to call.</summary>
/// <param name="Publish">It says <see cref="Guest.Tone"/>.</param>
/// <param name="Listen">It wants to hear us.</param>
public sealed record GuestCallOptions(bool Publish, bool Listen)
{
    /// <summary>The only transport of candidates that it shall know of us: udp or tcp; null for all.</summary>
    public string? Transport { get; init; }

    /// <summary>We answer that we would rather hear each packet twice (RED).</summary>
    public bool Redundant { get; init; }

    /// <summary>What it shall believe that we asked of its Opus, e.g. usedtx=1.</summary>
    public string? Fmtp { get; init; }

    /// <summary>The only way that it shall take: through this TURN server, as user and password of ours; null for any way.</summary>
    public TurnOptions? Relay { get; init; }
}
