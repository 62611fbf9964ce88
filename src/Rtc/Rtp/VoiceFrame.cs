namespace TalksPlatform.Rtc.Rtp;

/// <summary>The one shape of sound at our border: mono float samples, full scale ±1, 48 kHz, 20 ms at a time.</summary>
public static class VoiceFrame
{
    /// <summary>Samples per second.</summary>
    public const int SampleRate = 48_000;

    /// <summary>Samples in a frame.</summary>
    public const int Samples = 960;

    /// <summary>Frames per second.</summary>
    public const int PerSecond = SampleRate / Samples;

    /// <summary>Milliseconds in a frame.</summary>
    public const int Milliseconds = 1000 / PerSecond;

    /// <summary>How long a frame lasts.</summary>
    public static TimeSpan Duration => TimeSpan.FromMilliseconds(Milliseconds);
}
