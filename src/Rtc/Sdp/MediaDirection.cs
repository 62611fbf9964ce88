namespace TalksPlatform.Rtc.Sdp;

/// <summary>Which way media flows, seen from the side that wrote the description (RFC 8866, section 6.7).</summary>
[Flags]
internal enum MediaDirection
{
    Inactive = 0,
    SendOnly = 1,
    RecvOnly = 2,
    SendRecv = SendOnly | RecvOnly,
}

/// <summary>Reads, writes and turns round the four directions.</summary>
internal static class MediaDirections
{
    public static MediaDirection? Parse(string attribute) => attribute switch
    {
        "sendrecv" => MediaDirection.SendRecv,
        "sendonly" => MediaDirection.SendOnly,
        "recvonly" => MediaDirection.RecvOnly,
        "inactive" => MediaDirection.Inactive,
        _ => null,
    };

    public static string ToAttribute(this MediaDirection direction) => direction switch
    {
        MediaDirection.SendRecv => "sendrecv",
        MediaDirection.SendOnly => "sendonly",
        MediaDirection.RecvOnly => "recvonly",
        MediaDirection.Inactive => "inactive",
    };

    /// <summary>The same flow seen from the other side.</summary>
    public static MediaDirection Reversed(this MediaDirection direction) => Of(
        send: direction.HasFlag(MediaDirection.RecvOnly),
        receive: direction.HasFlag(MediaDirection.SendOnly));

    public static MediaDirection Of(bool send, bool receive) => (send, receive) switch
    {
        (true, true) => MediaDirection.SendRecv,
        (true, false) => MediaDirection.SendOnly,
        (false, true) => MediaDirection.RecvOnly,
        (false, false) => MediaDirection.Inactive,
    };
}
