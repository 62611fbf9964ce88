using System.Net;
using TalksPlatform.Rtc.Rtp;

namespace TalksPlatform.Rtc.Sdp;

/// <summary>What both ends of a telephone call agreed on for its voice.</summary>
/// <param name="Format">The codec, under the far end's numbers.</param>
/// <param name="Direction">Whether we send and receive.</param>
/// <param name="Voice">Where our voice is to be sent to; null when the far end gives no usable address.</param>
/// <param name="Control">Where our reports are to be sent to; null when the far end wants none.</param>
/// <param name="Keys">The keys of an encrypted call.</param>
internal sealed record AudioAgreement(
    AudioFormat Format, MediaDirection Direction, IPEndPoint? Voice, IPEndPoint? Control, CallKeys? Keys)
{
    /// <summary>The far end does not want to hear us.</summary>
    public bool Holds => !Direction.HasFlag(MediaDirection.SendOnly);

    /// <summary>Reports share the voice's port (RFC 5761).</summary>
    public bool SharesPort { get; init; }
}
