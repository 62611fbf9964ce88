using Microsoft.AspNetCore.SignalR;

namespace TalksPlatform.Broadcast.Hubs.Fanout;

/// <summary>A connection in one group. Only the group's rounds give it something, one after the other.</summary>
internal sealed class FanoutMember(HubConnectionContext connection, FanoutStream stream)
{
    private long? _behindSince;
    private volatile bool _left;

    /// <summary>It is there, missed something, and got nothing since.</summary>
    public bool IsBehind => _behindSince is not null && !_left;

    public void Leave() => _left = true;

    /// <summary>
    /// Gives it the news or, when it missed some, the newest message of each kind: they are absolute, and the newest patch
    /// shows the gap. Whoever takes nothing for too long is cut.
    /// </summary>
    public void Give(ReadOnlyMemory<byte> news, ReadOnlyMemory<byte> newest, TimeProvider time)
    {
        if (_left)
            return;
        if (stream.TryWrite(_behindSince is null ? news : newest))
        {
            _behindSince = null;
            return;
        }
        _behindSince ??= time.GetTimestamp();
        if (time.GetElapsedTime(_behindSince.Value) > TalkHub.SlowestSend)
            connection.GetHttpContext()?.Abort();
    }
}
