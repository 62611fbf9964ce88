namespace TalksPlatform.Rtc.Dtls;

/// <summary>How far a DTLS association has come.</summary>
internal enum DtlsState
{
    Handshaking,

    /// <summary>The keys are agreed and the peer is the one that was announced.</summary>
    Connected,

    /// <summary>The peer ended it (close_notify or a fatal alert after the handshake), or we did.</summary>
    Closed,

    /// <summary>The handshake failed, or no SRTP profile was agreed on.</summary>
    Failed,

    /// <summary>The peer has another certificate than the one that was announced.</summary>
    Mistaken,
}

/// <summary>Which side speaks first (RFC 5763, section 5: <c>a=setup</c>).</summary>
internal enum DtlsRole
{
    Active,
    Passive,
}
