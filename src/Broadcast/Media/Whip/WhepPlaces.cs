using System.Collections.Concurrent;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Media.Whip;

/// <summary>
/// How many of the audience hear a talk by WebRTC. Each costs the machine that mixes; who finds no place is shown to the
/// stream that any number can hear. Whoever runs the talk or speaks in it is not counted.
/// </summary>
internal sealed class WhepPlaces(BroadcastOptions options)
{
    private readonly ConcurrentDictionary<TalkId, int> _taken = new();

    /// <summary>Takes a place, which is left by <see cref="Leave"/>.</summary>
    /// <exception cref="NoPlaceException">There is none.</exception>
    public void Take(TalkId talk)
    {
        if (_taken.AddOrUpdate(talk, 1, (_, taken) => taken + 1) <= options.WebRtcListeners)
            return;
        Leave(talk);
        throw new NoPlaceException(talk);
    }

    public void Leave(TalkId talk)
    {
        if (_taken.AddOrUpdate(talk, 0, (_, taken) => taken - 1) <= 0)
            _taken.TryRemove(new KeyValuePair<TalkId, int>(talk, 0));
    }
}

/// <summary>As many hear this talk by WebRTC as may.</summary>
internal sealed class NoPlaceException(TalkId talk) : Exception("As many listen by WebRTC as this server takes. Listen to the live stream.")
{
    /// <summary>Where there is always a place.</summary>
    public string Link => $"</hls/{talk}/low.m3u8>; rel=\"alternate\"; type=\"application/vnd.apple.mpegurl\"";
}
