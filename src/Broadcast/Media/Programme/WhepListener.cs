using TalksPlatform.Contracts;
using TalksPlatform.Rtc.WebRtc;

namespace TalksPlatform.Broadcast.Media.Programme;

/// <summary>Somebody who listens by WebRTC.</summary>
/// <param name="Person">Who; one who has a seat hears the programme without herself.</param>
/// <param name="Monitors">She runs the talk, and hears the green room too.</param>
/// <param name="Peer">Her connection.</param>
internal sealed record WhepListener(PersonId Person, bool Monitors, PeerConnection Peer)
{
    public bool IsReached => Peer.State == PeerState.Connected;
}
