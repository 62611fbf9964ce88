using System.Net;
using TalksPlatform.Rtc.Codecs;
using TalksPlatform.Rtc.Rtp;

namespace TalksPlatform.Rtc.Sdp;

/// <summary>What a far end's description of a telephone call, offer or answer, comes to for us.</summary>
/// <param name="Format">The codec that both speak, under the far end's numbers.</param>
/// <param name="Voice">Where its voice is to be sent to; null when it gives no usable address.</param>
/// <param name="Direction">What the far end does: it may only send, or be silent, while it holds us.</param>
internal sealed record AudioAnswer(AudioFormat Format, IPEndPoint? Voice, MediaDirection Direction)
{
    /// <summary>RTP without encryption.</summary>
    public const string PlainRtp = "RTP/AVP";

    /// <summary>The far end does not want to hear us.</summary>
    public bool Holds => !Direction.HasFlag(MediaDirection.RecvOnly);

    /// <summary>Reads a description and chooses the first of our codecs that it has.</summary>
    /// <returns>Null when there is no codec in common.</returns>
    /// <exception cref="SdpException">It is malformed.</exception>
    public static AudioAnswer? Choose(string sdp, IReadOnlyList<AudioCodec> ours)
    {
        var session = SessionDescription.Parse(sdp);
        var media = session.Media.FirstOrDefault(media =>
            media is { Kind: "audio", Rejected: false } && media.Protocol is PlainRtp or "RTP/AVPF");
        if (media is null)
            return null;

        var maps = media.RtpMaps.ToList();
        foreach (var codec in ours)
        {
            var index = maps.FindIndex(map => AudioCodecNames.CodecOf(map) == codec);
            if (index < 0)
                continue;

            var map = maps[index];
            var format = WithDigits(new AudioFormat(codec, (byte)map.PayloadType, map.ClockRate), maps);
            var address = session.ConnectionOf(media);

            // An address of zeros is how hold was asked for before RFC 3264.
            var direction = IsZero(address) ? MediaDirection.Inactive : session.DirectionOf(media);
            return new AudioAnswer(format, address is null || IsZero(address) ? null : new(address, media.Port), direction);
        }

        return null;
    }

    private static AudioFormat WithDigits(AudioFormat format, List<RtpMap> maps)
    {
        var digits = maps.FindIndex(map => map.Is(AudioCodecNames.Digits, format.ClockRate));
        if (digits < 0)
            digits = maps.FindIndex(map => map.Encoding.Equals(AudioCodecNames.Digits, StringComparison.OrdinalIgnoreCase));
        return digits < 0
            ? format
            : format with { DigitPayloadType = (byte)maps[digits].PayloadType, DigitClockRate = maps[digits].ClockRate };
    }

    private static bool IsZero(IPAddress? address) => IPAddress.Any.Equals(address) || IPAddress.IPv6Any.Equals(address);
}
