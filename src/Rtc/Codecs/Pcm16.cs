namespace TalksPlatform.Rtc.Codecs;

/// <summary>Between float samples of full scale ±1 and the 16-bit integers of the telephone codecs.</summary>
internal static class Pcm16
{
    private const float FullScale = 32_768f;

    /// <summary>The nearest integer; what is too loud is clipped.</summary>
    public static short FromFloat(float sample) =>
        (short)Math.Clamp(MathF.Round(sample * FullScale), short.MinValue, short.MaxValue);

    public static void FromFloat(ReadOnlySpan<float> samples, Span<short> destination)
    {
        for (var i = 0; i < samples.Length; i++)
            destination[i] = FromFloat(samples[i]);
    }

    public static void ToFloat(ReadOnlySpan<short> samples, Span<float> destination)
    {
        for (var i = 0; i < samples.Length; i++)
            destination[i] = samples[i] / FullScale;
    }
}
