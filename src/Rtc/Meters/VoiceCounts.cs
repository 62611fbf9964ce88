using System.Numerics;
using TalksPlatform.Rtc.Rtp;

namespace TalksPlatform.Rtc;

/// <summary>What can be added up of <see cref="ReceiverStatistics"/>.</summary>
internal readonly record struct VoiceCounts(
    long Received, long Lost, long Late, long Dropped, long Malformed, long Concealed, long Recovered)
    : IAdditionOperators<VoiceCounts, VoiceCounts, VoiceCounts>
{
    public static VoiceCounts Of(AudioReceiver voice)
    {
        var statistics = voice.Statistics;
        return new VoiceCounts(
            statistics.Received,
            statistics.Lost,
            statistics.Late,
            statistics.Dropped,
            statistics.Malformed,
            statistics.Concealed,
            statistics.Recovered);
    }

    public static VoiceCounts operator +(VoiceCounts left, VoiceCounts right) => new(
        left.Received + right.Received,
        left.Lost + right.Lost,
        left.Late + right.Late,
        left.Dropped + right.Dropped,
        left.Malformed + right.Malformed,
        left.Concealed + right.Concealed,
        left.Recovered + right.Recovered);
}
