using System.Globalization;
using TalksPlatform.Rtc.Rtp;

namespace TalksPlatform.Rtc.Sdp;

/// <summary>Reads and writes <c>a=extmap</c>: under which ids header extensions are sent (RFC 8285, section 5).</summary>
internal static class ExtensionMap
{
    private const string AudioLevel = "urn:ietf:params:rtp-hdrext:ssrc-audio-level";
    private const string MediaId = "urn:ietf:params:rtp-hdrext:sdes:mid";
    private const string AbsoluteSendTime = "http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time";
    private const string TransportSequence =
        "http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01";

    public static HeaderExtensionIds Find(SdpAttributes attributes) => new(
        IdOf(attributes, AudioLevel),
        IdOf(attributes, MediaId),
        IdOf(attributes, AbsoluteSendTime),
        IdOf(attributes, TransportSequence));

    public static void Write(HeaderExtensionIds ids, SdpAttributes attributes)
    {
        Add(ids.AudioLevel, AudioLevel);
        Add(ids.MediaId, MediaId);
        Add(ids.AbsoluteSendTime, AbsoluteSendTime);
        Add(ids.TransportSequence, TransportSequence);

        void Add(byte id, string name)
        {
            if (id != 0)
                attributes.Add("extmap", string.Create(CultureInfo.InvariantCulture, $"{id} {name}"));
        }
    }

    /// <summary>The id of an extension; 0 when it is not offered, or offered out of range (15 means nothing).</summary>
    private static byte IdOf(SdpAttributes attributes, string name)
    {
        foreach (var value in attributes.All("extmap"))
        {
            var parts = value.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (parts.Length < 2 || !parts[1].Equals(name, StringComparison.OrdinalIgnoreCase))
                continue;

            var direction = parts[0].IndexOf('/', StringComparison.Ordinal);
            var number = direction < 0 ? parts[0] : parts[0][..direction];
            if (byte.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && id != 15)
                return id;
        }

        return 0;
    }
}
