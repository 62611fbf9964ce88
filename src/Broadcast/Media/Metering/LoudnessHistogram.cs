namespace TalksPlatform.Broadcast.Media.Metering;

/// <summary>
/// Blocks of sound by their loudness in tenths of a LU, from -70 LUFS on; what is quieter does not count. A talk of any
/// length takes the same memory.
/// </summary>
internal sealed class LoudnessHistogram
{
    private const double Gate = -70.0;
    private const double BinsPerLu = 10.0;
    private const int Bins = (int)(90 * BinsPerLu);

    private readonly long[] _blocks = new long[Bins];
    private readonly double[] _power = new double[Bins];

    /// <summary>Adds a block by its mean square.</summary>
    public void Add(double power)
    {
        var loudness = Loudness.OfPower(power);
        if (loudness < Gate)
            return;
        var bin = Bin(loudness);
        _blocks[bin]++;
        _power[bin] += power;
    }

    /// <summary>The loudness of the blocks' mean power, without those below a loudness; negative infinity if there are none.</summary>
    public double MeanAbove(double loudness)
    {
        var blocks = 0L;
        var power = 0.0;
        for (var bin = Bin(loudness); bin < Bins; bin++)
        {
            blocks += _blocks[bin];
            power += _power[bin];
        }

        return blocks == 0 ? double.NegativeInfinity : Loudness.OfPower(power / blocks);
    }

    /// <summary>The loudness that so much of the blocks stays below, counting none below a loudness; not a number if there are none.</summary>
    public double Percentile(double part, double loudness)
    {
        var first = Bin(loudness);
        var blocks = 0L;
        for (var bin = first; bin < Bins; bin++)
            blocks += _blocks[bin];
        if (blocks == 0)
            return double.NaN;

        var rank = (long)Math.Round((blocks - 1) * part);
        for (var bin = first; bin < Bins; bin++)
        {
            rank -= _blocks[bin];
            if (rank < 0)
                return Gate + ((bin + 0.5) / BinsPerLu);
        }
        return double.NaN;
    }

    private static int Bin(double loudness) =>
        double.IsNegativeInfinity(loudness) ? 0 : Math.Clamp((int)((loudness - Gate) * BinsPerLu), 0, Bins - 1);
}
