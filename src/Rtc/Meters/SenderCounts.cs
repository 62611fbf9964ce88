using System.Numerics;
using TalksPlatform.Rtc.Rtp;

namespace TalksPlatform.Rtc;

/// <summary>What can be added up of an <see cref="AudioSender"/>.</summary>
internal readonly record struct SenderCounts(long Packets, long Overlapped)
    : IAdditionOperators<SenderCounts, SenderCounts, SenderCounts>
{
    public static SenderCounts Of(AudioSender voice) => new(voice.Packets, voice.Overlapped);

    public static SenderCounts operator +(SenderCounts left, SenderCounts right) =>
        new(left.Packets + right.Packets, left.Overlapped + right.Overlapped);
}
