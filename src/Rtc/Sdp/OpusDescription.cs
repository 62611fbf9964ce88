using System.Globalization;
using TalksPlatform.Rtc.Rtp;

namespace TalksPlatform.Rtc.Sdp;

/// <summary>
/// Finds and writes the one codec of WebRTC audio here: Opus (RFC 7587), with keypad events (RFC 4733), repetition
/// (RFC 2198), packets sent again (RFC 4588), feedback (RFC 4585) and header extensions (RFC 8285) beside it.
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

        var type = Text(opus.PayloadType);
        return AudioFormat.Opus((byte)opus.PayloadType, PayloadTypeOf(maps, map => map.Is("telephone-event", ClockRate))) with
        {
            DiscontinuousTransmission = Parameters(audio, opus).Contains("usedtx=1", StringComparer.Ordinal),
            Features = new RtpFeatures
            {
                Extensions = ExtensionMap.Find(audio.Attributes),
                MediaId = audio.Mid,
                RedundancyPayloadType = PayloadTypeOf(
                    maps, map => map.Is("red", ClockRate) && Array.TrueForAll(Repeats(audio, map), part => part == type)),
                RepairPayloadType = PayloadTypeOf(
                    maps, map => map.Is("rtx", ClockRate) && Parameters(audio, map).Contains($"apt={type}", StringComparer.Ordinal)),
                Nack = audio.HasFeedback(opus.PayloadType, "nack"),
                TransportFeedback = audio.HasFeedback(opus.PayloadType, "transport-cc"),
                ReducedSize = audio.Attributes.Has("rtcp-rsize"),
            },
        };
    }

    /// <summary>The payload types in our order of preference: a browser speaks by the first.</summary>
    public static IReadOnlyList<string> PayloadTypes(AudioFormat format, bool redundancyFirst = false)
    {
        var features = format.Features;
        byte?[] types = redundancyFirst
            ? [features.RedundancyPayloadType, format.PayloadType, features.RepairPayloadType, format.DigitPayloadType]
            : [format.PayloadType, features.RedundancyPayloadType, features.RepairPayloadType, format.DigitPayloadType];
        return [.. types.OfType<byte>().Select(type => Text(type))];
    }

    public static void Write(AudioFormat format, SdpAttributes attributes)
    {
        var (type, features) = (Text(format.PayloadType), format.Features);
        ExtensionMap.Write(features.Extensions, attributes);
        if (features.ReducedSize)
            attributes.Add("rtcp-rsize");

        AddMap(format.PayloadType, "opus", Channels);
        attributes.Add("fmtp", $"{type} minptime=10;useinbandfec=1{(format.DiscontinuousTransmission ? ";usedtx=1" : "")}");
        if (features.Nack)
            attributes.Add("rtcp-fb", $"{type} nack");
        if (features.TransportFeedback)
            attributes.Add("rtcp-fb", $"{type} transport-cc");
        if (features.RedundancyPayloadType is { } redundancy)
        {
            AddMap(redundancy, "red", Channels);
            attributes.Add("fmtp", $"{Text(redundancy)} {type}/{type}");
        }

        if (features.RepairPayloadType is { } repair)
        {
            AddMap(repair, "rtx", Channels);
            attributes.Add("fmtp", $"{Text(repair)} apt={type}");
        }

        if (format.DigitPayloadType is { } digits)
        {
            AddMap(digits, "telephone-event", 1);
            attributes.Add("fmtp", $"{Text(digits)} 0-15");
        }

        attributes.Add("ptime", Text(VoiceFrame.Milliseconds));

        void AddMap(int payloadType, string name, int channels) =>
            attributes.Add("rtpmap", new RtpMap(payloadType, name, ClockRate, channels).ToString());
    }

    private static byte? PayloadTypeOf(List<RtpMap> maps, Predicate<RtpMap> wanted)
    {
        var index = maps.FindIndex(wanted);
        return index < 0 ? null : (byte)maps[index].PayloadType;
    }

    private static string[] Parameters(MediaDescription media, RtpMap map) =>
        (media.FormatParameters(map.PayloadType) ?? "").Split(
            ';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>What a redundant payload consists of: <c>111/111</c>. Without parameters nobody knows (RFC 2198, section 5).</summary>
    private static string[] Repeats(MediaDescription media, RtpMap map) =>
        media.FormatParameters(map.PayloadType)?.Split('/', StringSplitOptions.TrimEntries) ?? [""];

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
