using TalksPlatform.Contracts;
using TalksPlatform.Rtc.WebRtc;

namespace TalksPlatform.Broadcast.Media.Programme;

/// <summary>Somebody who listens by WebRTC.</summary>
/// <param name="person">Who; one who has a seat hears the programme without herself.</param>
/// <param name="monitors">She runs the talk, and hears the green room too.</param>
/// <param name="peer">Her connection.</param>
internal sealed class WhepListener(PersonId person, bool monitors, PeerConnection peer)
{
    /// <summary>The seat that she would have.</summary>
    public ContributionId Voice { get; } = new(person.Value);

    public bool Monitors => monitors;

    public PeerConnection Peer => peer;

    public bool IsReached => peer.State == PeerState.Connected;
}
