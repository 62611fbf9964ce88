using TalksPlatform.Rtc.Codecs;
using TalksPlatform.Rtc.Rtp;

namespace TalksPlatform.Rtc.Sdp;

/// <summary>How much sound we put into a packet (<c>a=ptime</c>, <c>a=maxptime</c>; RFC 8866, sections 6.4 and 6.5).</summary>
internal static class PacketTime
{
    private const int Shortest = 10;
    private const int Longest = 60;
    private const int LargestPayload = 1_400; // fits into an Ethernet frame, also when protected and tunnelled

    /// <summary>The longest that the codec can do and that is neither longer than wished nor than the far end can take.</summary>
    public static int Choose(AudioFormat format, int wished, int? most)
    {
        var limit = Math.Min(wished, most ?? Longest);
        for (var milliseconds = Longest; milliseconds > Shortest; milliseconds -= Shortest)
        {
            if (milliseconds <= limit && Can(format, milliseconds))
                return milliseconds;
        }

        return Shortest;
    }

    private static bool Can(AudioFormat format, int milliseconds) => format.Codec switch
    {
        AudioCodec.Opus => milliseconds is 10 or 20 or 40 or 60, // RFC 6716, section 2.1.4
        AudioCodec.L16 or AudioCodec.L16At44100 => format.ClockRate * 2 * format.Channels / 1000 * milliseconds <= LargestPayload,
        _ => true,
    };
}
