namespace TalksPlatform.Rtc.WebRtc;

/// <summary>Why a WebRTC connection is over.</summary>
public enum CloseReason
{
    /// <summary>It is not.</summary>
    None,

    /// <summary>This side closed it.</summary>
    ClosedHere,

    /// <summary>The other side said goodbye: a DTLS close_notify or an RTCP BYE.</summary>
    ClosedByPeer,

    /// <summary>The other side fell silent: no consent to send any more (RFC 7675).</summary>
    ConsentExpired,

    /// <summary>No connection came about in time.</summary>
    ConnectTimeout,

    /// <summary>The other side presented another certificate than its description announced (RFC 8122).</summary>
    FingerprintMismatch,

    /// <summary>The DTLS handshake failed, or agreed on no SRTP profile that is spoken here.</summary>
    HandshakeFailed,
}
