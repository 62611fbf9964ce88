using System.Globalization;
using System.Net;
using TalksPlatform.Rtc.Codecs;
using TalksPlatform.Rtc.Rtp;

namespace TalksPlatform.Rtc.Sdp;

/// <summary>Our half of a telephone call's session description (RFC 3264): one plain RTP voice.</summary>
/// <param name="Voice">Where the far end sends its voice to.</param>
/// <param name="SessionId">Ours, the same for the whole call.</param>
/// <param name="Version">Grows with every change.</param>
/// <param name="Direction">Whether we send and receive.</param>
internal sealed record AudioOffer(IPEndPoint Voice, string SessionId, long Version, MediaDirection Direction)
{
    private const byte OpusPayloadType = 96;
    private const byte DigitPayloadType = 101;
    private const byte WideDigitPayloadType = 102;
    private const string Keys = "0-15";

    /// <summary>An offer of several codecs, dearest first.</summary>
    public string Offer(IReadOnlyList<AudioCodec> codecs)
    {
        var formats = codecs.Select(FormatOf).ToList();
        var digitTypes = formats
            .Select(format => (Type: format.DigitPayloadType!.Value, format.ClockRate))
            .Distinct();
        return Describe(formats, digitTypes);
    }

    /// <summary>An answer with the one codec that was chosen.</summary>
    public string Answer(AudioFormat format) => Describe(
        [format],
        format.DigitPayloadType is { } digits ? [(digits, format.DigitClockRate)] : []);

    /// <summary>A codec under the numbers that we offer it by.</summary>
    public static AudioFormat FormatOf(AudioCodec codec) => codec switch
    {
        AudioCodec.Opus => AudioFormat.Opus(OpusPayloadType, WideDigitPayloadType),
        AudioCodec.G722 => AudioFormat.G722(DigitPayloadType),
        AudioCodec.Pcma => AudioFormat.Pcma(DigitPayloadType),
        AudioCodec.Pcmu => AudioFormat.Pcmu(DigitPayloadType),
    };

    private string Describe(IReadOnlyList<AudioFormat> formats, IEnumerable<(byte Type, int ClockRate)> digits)
    {
        var digitTypes = digits.ToList();
        var types = formats.Select(format => format.PayloadType)
            .Concat(digitTypes.Select(digit => digit.Type))
            .Select(type => type.ToString(CultureInfo.InvariantCulture));
        var media = new MediaDescription("audio", Voice.Port, AudioAnswer.PlainRtp, [.. types]);
        foreach (var format in formats)
        {
            media.Attributes.Add("rtpmap", AudioCodecNames.MapOf(format).ToString());
            if (format.Codec == AudioCodec.Opus)
                media.Attributes.Add("fmtp", $"{format.PayloadType} useinbandfec=1; stereo=0");
        }

        foreach (var (type, clockRate) in digitTypes)
        {
            media.Attributes.Add("rtpmap", new RtpMap(type, AudioCodecNames.Digits, clockRate).ToString());
            media.Attributes.Add("fmtp", $"{type} {Keys}");
        }

        media.Attributes.Add("ptime", VoiceFrame.Milliseconds.ToString(CultureInfo.InvariantCulture));
        media.Attributes.Add(Direction.ToAttribute());
        var session = new SessionDescription
        {
            SessionId = SessionId,
            Version = Version,
            OriginAddress = Voice.Address,
            Connection = Voice.Address,
        };
        session.Media.Add(media);
        return session.ToString();
    }
}
