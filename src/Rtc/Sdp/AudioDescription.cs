using System.Globalization;
using System.Net;
using TalksPlatform.Rtc.Codecs;
using TalksPlatform.Rtc.Rtp;

namespace TalksPlatform.Rtc.Sdp;

/// <summary>Writes our <c>m=audio</c> section of a telephone call.</summary>
/// <param name="Protocol">For example <c>RTP/AVP</c>.</param>
/// <param name="Formats">The codecs, dearest first.</param>
/// <param name="Direction">Whether we send and receive.</param>
/// <param name="Keys">The keys that we offer or answer with; empty without encryption.</param>
internal sealed record AudioDescription(
    string Protocol, IReadOnlyList<AudioFormat> Formats, MediaDirection Direction, IReadOnlyList<CryptoAttribute> Keys)
{
    private const byte NoisePayloadType = 13;
    private const string KeypadEvents = "0-15";

    /// <summary>Reports share the voice's port.</summary>
    public bool SharesPort { get; init; }

    /// <summary>The far end may send comfort noise.</summary>
    public bool TakesNoise { get; init; }

    public MediaDescription ToMedia(IPEndPoint voice)
    {
        var digits = Formats
            .Where(format => format.DigitPayloadType is not null)
            .Select(format => (Type: format.DigitPayloadType!.Value, ClockRate: format.DigitClockRate))
            .Distinct().ToList();
        var types = Formats.Select(format => format.PayloadType)
            .Concat(TakesNoise ? [NoisePayloadType] : [])
            .Concat(digits.Select(digit => digit.Type));
        var media = new MediaDescription("audio", voice.Port, Protocol, [.. types.Select(type => Text(type))]);
        foreach (var format in Formats)
        {
            media.Attributes.Add("rtpmap", AudioCodecNames.MapOf(format).ToString());
            if (format.Codec == AudioCodec.Opus)
                media.Attributes.Add("fmtp", $"{format.PayloadType} useinbandfec=1; stereo=0");
        }

        if (TakesNoise)
            media.Attributes.Add("rtpmap", new RtpMap(NoisePayloadType, AudioCodecNames.Noise, 8_000).ToString());
        foreach (var (type, clockRate) in digits)
        {
            media.Attributes.Add("rtpmap", new RtpMap(type, AudioCodecNames.Digits, clockRate).ToString());
            media.Attributes.Add("fmtp", $"{type} {KeypadEvents}");
        }

        foreach (var key in Keys)
            media.Attributes.Add(CryptoAttribute.Name, key.ToValue());
        if (SharesPort)
            media.Attributes.Add("rtcp-mux");
        media.Attributes.Add("ptime", Text(Formats[0].PacketMilliseconds));
        media.Attributes.Add(Direction.ToAttribute());
        return media;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
