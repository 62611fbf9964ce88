using System.Collections.Concurrent;
using System.Security.Cryptography;
using TalksPlatform.Rtc.WebRtc;

namespace TalksPlatform.Broadcast.Media.Whip;

/// <summary>One WHIP or WHEP session, at an address that nobody can guess.</summary>
/// <param name="Secret">The last part of its address.</param>
/// <param name="ETag">Names its ICE session, for conditional requests.</param>
/// <param name="Peer">The connection.</param>
internal sealed record RtcSession(string Secret, string ETag, PeerConnection Peer);

/// <summary>The sessions that can be reached by HTTP. Each is forgotten when its connection is over.</summary>
internal sealed class RtcSessions
{
    private readonly ConcurrentDictionary<string, RtcSession> _sessions = new(StringComparer.Ordinal);

    /// <summary>Enters a connection, and does what is to be done when it is over.</summary>
    public RtcSession Add(PeerConnection peer, Func<Task> over)
    {
        var session = new RtcSession(
            Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)), $"\"{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6))}\"", peer);
        _sessions[session.Secret] = session;
        _ = ForgetWhenOverAsync(session, over);
        return session;
    }

    public RtcSession? Find(string secret) => _sessions.GetValueOrDefault(secret);

    private async Task ForgetWhenOverAsync(RtcSession session, Func<Task> over)
    {
        await session.Peer.Closed;
        _sessions.TryRemove(session.Secret, out _);
        await over();
        await session.Peer.DisposeAsync();
    }
}
