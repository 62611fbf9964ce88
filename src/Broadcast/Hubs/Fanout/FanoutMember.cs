using TalksPlatform.Broadcast.Hubs.Sockets;

namespace TalksPlatform.Broadcast.Hubs.Fanout;

/// <summary>A connection in one group. Only the group's rounds give it something, one after the other.</summary>
internal sealed class FanoutMember(HubSocket socket)
{
    private bool _isBehind;
    private volatile bool _left;

    public void Leave() => _left = true;

    /// <summary>
    /// Gives it the news or, when it missed some, the newest message of each kind: they are absolute, and the newest patch
    /// shows the gap. Whoever takes nothing for too long is cut by <see cref="HubSockets"/>.
    /// </summary>
    /// <returns>False when it is there and took nothing.</returns>
    public bool TryGive(ReadOnlyMemory<byte> news, ReadOnlyMemory<byte> newest)
    {
        if (_left)
            return true;
        _isBehind = !socket.Output.TryTell((_isBehind ? newest : news).Span);
        return !_isBehind;
    }
}
