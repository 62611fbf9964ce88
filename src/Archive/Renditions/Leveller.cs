using System.Globalization;
using TalksPlatform.Archive.Recordings;
using TalksPlatform.Foundation.Ffmpeg;

namespace TalksPlatform.Archive.Renditions;

/// <summary>
/// Brings a master to the podcast's loudness: a linear gain for the whole length, and behind it a limiter that looks at
/// four times the sample rate, so that it sees the peaks between the samples.
/// </summary>
internal sealed class Leveller(FfmpegRunner ffmpeg)
{
    /// <summary>What is quieter than this below the target stays quiet: more gain would only raise the noise.</summary>
    public const double MaxGainDb = 24;

    private const int Passes = 5;
    private const double CloseEnoughLu = 0.3;

    // The limiter gives back about half of what is added once it works, so a miss is corrected by more than itself.
    private const double Overshoot = 1.6;

    /// <summary>The filter in ffmpeg's words.</summary>
    public static string Filter(Levelling levelling) => string.Create(CultureInfo.InvariantCulture,
        $"aformat=channel_layouts=mono,volume={levelling.GainDb:F2}dB,aresample=192000,"
        + $"alimiter=limit={double.Exp10(levelling.CeilingDbtp / 20):F4}:level=disabled:attack=5:release=30,aresample=48000");

    /// <summary>Measures a master, and finds the gain with which it comes out of the limiter at the target.</summary>
    public async Task<MasterLevel> MeasureAsync(string master, CancellationToken ct)
    {
        var loudness = await Loudness.MeasureAsync(ffmpeg, master, ct);
        return new MasterLevel(
            loudness.Integrated, loudness.Range, Decibels.Finite(loudness.TruePeak), await FindGainAsync(master, loudness, ct));
    }

    private async Task<double> FindGainAsync(string master, Loudness loudness, CancellationToken ct)
    {
        if (loudness.Integrated <= Decibels.Gate)
            return 0;

        var gain = Bounded(RenditionProfile.TargetLufs - loudness.Integrated);
        if (loudness.TruePeak + gain <= RenditionProfile.CeilingDbtp)
            return gain; // the limiter has nothing to do

        for (var pass = 0; pass < Passes && gain < MaxGainDb; pass++)
        {
            var filter = Filter(new Levelling(gain, RenditionProfile.CeilingDbtp));
            var levelled = await Loudness.MeasureAsync(ffmpeg, master, ct, filter);
            var miss = RenditionProfile.TargetLufs - levelled.Integrated;
            if (Math.Abs(miss) <= CloseEnoughLu)
                break;
            gain = Bounded(gain + Overshoot * miss);
        }
        return gain;
    }

    private static double Bounded(double gain) => Math.Min(gain, MaxGainDb);
}

/// <summary>What is done to the sound before it is encoded.</summary>
/// <param name="GainDb">Linear gain.</param>
/// <param name="CeilingDbtp">Where the limiter holds the true peaks.</param>
internal sealed record Levelling(double GainDb, double CeilingDbtp)
{
    private const double SafetyDb = 0.2;

    /// <summary>What a rendition of this master begins with.</summary>
    public static Levelling For(MasterLevel level) => new(level.GainDb, RenditionProfile.CeilingDbtp);

    /// <summary>The levelling that makes up for what the encoder did to the last one.</summary>
    public Levelling CorrectedFor(Loudness encoded)
    {
        var tooHigh = Math.Max(0, encoded.TruePeak - RenditionProfile.MaxTruePeakDbtp);
        return new Levelling(
            Math.Min(GainDb + RenditionProfile.TargetLufs - encoded.Integrated, Leveller.MaxGainDb),
            tooHigh > 0 ? CeilingDbtp - tooHigh - SafetyDb : CeilingDbtp);
    }
}
