using System.Globalization;
using TalksPlatform.Rtc.Codecs;
using TalksPlatform.Rtc.Rtp;

namespace TalksPlatform.Rtc.Sdp;

/// <summary>
/// Finds and writes the one codec of WebRTC audio here: Opus (RFC 7587), with keypad events beside it (RFC 4733).
/// </summary>
internal static class OpusDescription
{
    private const int ClockRate = 48_000;
    private const int Channels = 2; // always written so, whatever is coded (RFC 7587, section 7)

    /// <summary>The format by the payload types of the section; null when it has no Opus.</summary>
    public static AudioFormat? Find(MediaDescription audio)
    {
        var maps = audio.RtpMaps.ToList();
        var opus = maps.FirstOrDefault(map => map.Is("opus", ClockRate) && map.Channels == Channels);
        if (opus == default)
            return null;

        var digits = maps.FirstOrDefault(map => map.Is("telephone-event", ClockRate));
        return AudioFormat.Opus((byte)opus.PayloadType, digits == default ? null : (byte)digits.PayloadType);
    }

    public static IReadOnlyList<string> PayloadTypes(AudioFormat format) => format.DigitPayloadType is { } digits
        ? [Text(format.PayloadType), Text(digits)]
        : [Text(format.PayloadType)];

    public static void Write(AudioFormat format, SdpAttributes attributes)
    {
        attributes.Add("rtpmap", new RtpMap(format.PayloadType, "opus", ClockRate, Channels).ToString());
        attributes.Add("fmtp", $"{Text(format.PayloadType)} minptime=10;useinbandfec=1");
        if (format.DigitPayloadType is { } digits)
        {
            attributes.Add("rtpmap", new RtpMap(digits, "telephone-event", ClockRate).ToString());
            attributes.Add("fmtp", $"{Text(digits)} 0-15");
        }

        attributes.Add("ptime", Text(VoiceFrame.Milliseconds));
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
