using TalksPlatform.Broadcast.Hubs;
using TalksPlatform.Contracts;
using TalksPlatform.Rtc.Rtp;

namespace TalksPlatform.Broadcast.Media.Contributions;

/// <summary>A connection that brings one voice into the studio and may take back the programme without it.</summary>
internal interface IContribution : IAudioSource, IAsyncDisposable
{
    /// <summary>The voice that it is. A later connection of the same voice takes the place of an earlier one.</summary>
    ContributionId Id { get; }

    string Name { get; }

    VoiceKind Kind { get; }

    /// <summary>The voice can be heard: its sound arrives, and whoever speaks knows that she may be aired.</summary>
    bool Connected { get; }

    /// <summary>The keys that were pressed lately, or null.</summary>
    string? Digits { get; }

    /// <summary>0 (unusable) to 5 (perfect), or null while unknown.</summary>
    int? Quality { get; }

    /// <summary>The last digits of a caller's number; null of everybody else, and where it is withheld.</summary>
    string? Phone => null;

    /// <summary>How a telephone's sound arrives; null of everything else.</summary>
    LineView? Line => null;

    /// <summary>Completes when the connection is over, however it ended.</summary>
    Task Ended { get; }

    /// <summary>Whether it takes the programme back by itself, as a phone call does.</summary>
    bool TakesReturn { get; }

    /// <summary>
    /// Where it may be sent an encoding that it shares with others, while it takes the programme and nothing of its own.
    /// </summary>
    AudioSender? SharedBack => null;

    /// <summary>It is music under the speech, and gives way to it.</summary>
    bool IsBed => false;

    /// <summary>Sends back one frame of the programme without this voice. One return worker at a time.</summary>
    void SendReturn(ReadOnlySpan<float> samples);
}
