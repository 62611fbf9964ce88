using System.Collections.Concurrent;
using System.Security.Claims;
using System.Security.Cryptography;
using TalksPlatform.Contracts;
using TalksPlatform.Rtc.WebRtc;

namespace TalksPlatform.Broadcast.Media.Whip;

/// <summary>One WHIP or WHEP session, at an address that nobody can guess.</summary>
internal sealed class RtcSession(PeerConnection peer, PersonId person, string? token)
{
    /// <summary>The last part of its address.</summary>
    public string Secret { get; } = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    public PeerConnection Peer => peer;

    /// <summary>Who opened it.</summary>
    public PersonId Person => person;

    /// <summary>With which token.</summary>
    public string? Token => token;

    /// <summary>Names its ICE session, for conditional requests.</summary>
    public string ETag { get; private set; } = NewETag();

    public void RenewETag() => ETag = NewETag();

    private static string NewETag() => $"\"{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6))}\"";
}

/// <summary>The sessions that can be reached by HTTP. Each is forgotten when its connection is over.</summary>
internal sealed class RtcSessions
{
    private readonly ConcurrentDictionary<string, RtcSession> _sessions = new(StringComparer.Ordinal);

    /// <summary>Enters a connection, and does what is to be done when it is over.</summary>
    public RtcSession Add(PeerConnection peer, ClaimsPrincipal user, Func<Task> over)
    {
        var session = new RtcSession(peer, Actor.From(user).Id, user.FindFirst(TalkClaims.Token)?.Value);
        _sessions[session.Secret] = session;
        _ = ForgetWhenOverAsync(session, over);
        return session;
    }

    public RtcSession? Find(string secret) => _sessions.GetValueOrDefault(secret);

    /// <summary>Ends those of which this is true.</summary>
    public void End(Func<RtcSession, bool> isOver)
    {
        foreach (var (_, session) in _sessions)
            if (isOver(session))
                _ = session.Peer.DisposeAsync().AsTask();
    }

    private async Task ForgetWhenOverAsync(RtcSession session, Func<Task> over)
    {
        await session.Peer.Closed;
        _sessions.TryRemove(session.Secret, out _);
        await over();
        await session.Peer.DisposeAsync();
    }
}
