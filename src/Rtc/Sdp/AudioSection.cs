using System.Globalization;
using System.Net;
using TalksPlatform.Rtc.Codecs;
using TalksPlatform.Rtc.Rtp;

namespace TalksPlatform.Rtc.Sdp;

/// <summary>Reads one <c>m=audio</c> section of a far end's description of a telephone call.</summary>
internal sealed class AudioSection(SessionDescription session, MediaDescription media)
{
    public const string PlainRtp = "RTP/AVP";
    public const string SecureRtp = "RTP/SAVP";

    private static readonly string[] Protocols = [PlainRtp, "RTP/AVPF", SecureRtp, "RTP/SAVPF"];

    private readonly List<RtpMap> _maps = [.. media.RtpMaps];

    /// <summary>Whether it can be a telephone's voice at all.</summary>
    public bool IsVoice => media is { Kind: "audio", Rejected: false } && Array.Exists(Protocols, media.Protocol.Equals);

    public string Protocol => media.Protocol;

    /// <summary>It insists on encryption.</summary>
    public bool IsSecure => media.Protocol.StartsWith(SecureRtp, StringComparison.Ordinal);

    /// <summary>The far end sends comfort noise in its pauses (RFC 3389).</summary>
    public bool HasNoise => _maps.Exists(map => map.Is(AudioCodecNames.Noise, 8_000));

    /// <summary>Its codecs that we know, in its order.</summary>
    public IEnumerable<AudioCodec> Codecs => _maps.Select(AudioCodecNames.CodecOf).OfType<AudioCodec>();

    /// <summary>The keys that it offers and that we can use, in its order.</summary>
    public IEnumerable<CryptoAttribute> Keys =>
        media.Attributes.All(CryptoAttribute.Name).Select(CryptoAttribute.Parse).OfType<CryptoAttribute>();

    /// <summary>What the far end does. An address of zeros is how hold was asked for before RFC 3264.</summary>
    public MediaDirection Direction =>
        IsZero(Address) ? session.DirectionOf(media) & MediaDirection.SendOnly : session.DirectionOf(media);

    /// <summary>Where it wants to be sent to; null when it gives no usable address.</summary>
    public IPEndPoint? Voice => Address is null || IsZero(Address) ? null : new IPEndPoint(Address, media.Port);

    public bool SharesPort => media.Attributes.Has("rtcp-mux");

    /// <summary>
    /// Where it wants reports: the voice's port (RFC 5761), a stated one (RFC 3605), or the next; null when it wants none.
    /// </summary>
    public IPEndPoint? Control
    {
        get
        {
            if (Voice is not { } voice || media.RefusesReports)
                return null;
            if (SharesPort)
                return voice;
            var stated = media.Attributes.Find("rtcp")?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];
            var address = stated is [_, _, _, var host] && IPAddress.TryParse(host, out var other) ? other : voice.Address;
            if (stated.Length > 0 && ushort.TryParse(stated[0], NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port > 0)
                return new IPEndPoint(address, port);
            return voice.Port < IPEndPoint.MaxPort ? new IPEndPoint(voice.Address, voice.Port + 1) : null;
        }
    }

    private IPAddress? Address => session.ConnectionOf(media);

    /// <summary>The first of these codecs that it has.</summary>
    /// <param name="codecs">The dearest first.</param>
    /// <param name="milliseconds">How much sound we put in a packet when it does not say.</param>
    public AudioFormat? Choose(IEnumerable<AudioCodec> codecs, int milliseconds) => codecs
        .Select(codec => Find(codec) is { } map ? Format(codec, map, milliseconds) : null)
        .FirstOrDefault(format => format is not null);

    /// <summary>Of the same codec the fewest channels: all that we say is mono.</summary>
    private RtpMap? Find(AudioCodec codec)
    {
        var maps = _maps.Where(map => AudioCodecNames.CodecOf(map) == codec).ToList();
        return maps.Count == 0 ? null : maps.MinBy(map => map.Channels);
    }

    private AudioFormat Format(AudioCodec codec, RtpMap map, int milliseconds)
    {
        var format = new AudioFormat(codec, (byte)map.PayloadType, map.ClockRate)
        {
            Channels = codec == AudioCodec.Opus ? 1 : map.Channels,
        };
        return WithDigits(format) with { PacketMilliseconds = PacketTime.Choose(format, Number("ptime") ?? milliseconds, Number("maxptime")) };
    }

    private AudioFormat WithDigits(AudioFormat format)
    {
        var digits = _maps.FindIndex(map => map.Is(AudioCodecNames.Digits, format.ClockRate));
        if (digits < 0)
            digits = _maps.FindIndex(map => map.Encoding.Equals(AudioCodecNames.Digits, StringComparison.OrdinalIgnoreCase));
        return digits < 0
            ? format
            : format with { DigitPayloadType = (byte)_maps[digits].PayloadType, DigitClockRate = _maps[digits].ClockRate };
    }

    /// <summary>Some write fractions.</summary>
    private int? Number(string attribute) =>
        double.TryParse(media.Attributes.Find(attribute), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
        && number is >= 1 and <= 1000
            ? (int)number
            : null;

    private static bool IsZero(IPAddress? address) => IPAddress.Any.Equals(address) || IPAddress.IPv6Any.Equals(address);
}
