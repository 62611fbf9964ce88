using TalksPlatform.Broadcast.Hubs;
using TalksPlatform.Rtc.Sip;

namespace TalksPlatform.Broadcast.Media.Contributions;

/// <summary>Reads how a telephone's sound arrives, as RTP and RTCP tell it.</summary>
internal static class LineQuality
{
    public static LineView Of(VoiceQuality quality, SipCall call) => new(
        quality.Lost,
        (int)Math.Round(call.Receiver.Statistics.JitterMilliseconds),
        call.Sender.RoundTrip is { } roundTrip ? (int)Math.Round(roundTrip.TotalMilliseconds) : null);
}
