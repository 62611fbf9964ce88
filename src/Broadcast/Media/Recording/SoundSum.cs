namespace TalksPlatform.Broadcast.Media.Recording;

/// <summary>What a stretch of sound adds up to: two that are the same add up to the same.</summary>
/// <param name="Samples">How many there are.</param>
/// <param name="Peak">The largest, without its sign.</param>
/// <param name="Energy">The sum of their squares.</param>
internal readonly record struct SoundSum(long Samples, int Peak, long Energy)
{
    /// <summary>The root mean square in dBFS, to a tenth.</summary>
    public double Level => Samples == 0
        ? Decibels.Floor
        : Math.Round(Decibels.FromAmplitude((float)(Math.Sqrt((double)Energy / Samples) / 32768)), 1);

    public SoundSum Plus(ReadOnlySpan<short> samples)
    {
        var (peak, energy) = (Peak, Energy);
        foreach (int sample in samples)
        {
            peak = Math.Max(peak, Math.Abs(sample));
            energy += (long)sample * sample;
        }
        return new SoundSum(Samples + samples.Length, peak, energy);
    }
}
