namespace TalksPlatform.Rtc.Rtp;

/// <summary>How much delay a receiver may trade for an unbroken voice.</summary>
public sealed record JitterOptions
{
    /// <summary>The delay never falls below this.</summary>
    public TimeSpan Least { get; init; } = TimeSpan.FromMilliseconds(15);

    /// <summary>The delay to begin with, before the network is known.</summary>
    public TimeSpan First { get; init; } = TimeSpan.FromMilliseconds(40);

    /// <summary>The delay never aims above this; packets later than it are lost.</summary>
    public TimeSpan Most { get; init; } = TimeSpan.FromMilliseconds(400);

    /// <summary>The clock by which packets arrive.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
