namespace TalksPlatform.Rtc.Rtp;

/// <summary>The format field of feedback packets; what it means hangs on the packet's type.</summary>
public static class RtcpFeedbackFormat
{
    /// <summary>RTPFB: these packets did not arrive (RFC 4585 §6.2.1).</summary>
    public const int Nack = 1;

    /// <summary>RTPFB: when each packet arrived (draft-holmer-rmcat-transport-wide-cc-extensions-01 §3.1).</summary>
    public const int TransportWide = 15;

    /// <summary>PSFB: a picture cannot be decoded any more (RFC 4585 §6.3.1).</summary>
    public const int PictureLoss = 1;

    /// <summary>PSFB: somebody needs a whole picture (RFC 5104 §4.3.1).</summary>
    public const int FullIntraRequest = 4;

    /// <summary>PSFB: an application's own, such as REMB (draft-alvestrand-rmcat-remb-03).</summary>
    public const int Application = 15;
}
