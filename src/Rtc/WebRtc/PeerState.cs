namespace TalksPlatform.Rtc.WebRtc;

/// <summary>Where a WebRTC connection stands. It only moves forward.</summary>
public enum PeerState
{
    /// <summary>Described, but nothing was heard from the other side yet.</summary>
    New,

    /// <summary>A path is found; the keys are being agreed.</summary>
    Connecting,

    /// <summary>Sound flows.</summary>
    Connected,

    /// <summary>Over; the close reason tells why.</summary>
    Closed,
}
