namespace TalksPlatform.Broadcast.Media.Metering;

/// <summary>
/// Integrated loudness of BS.1770-4: the mean of all blocks of 400 ms above -70 LUFS, then again of those not 10 LU below
/// that mean. Blocks are kept by tenths of a LU, so a talk of any length takes the same memory.
/// </summary>
internal sealed class GatedLoudness
{
    private const double Gate = -70.0;
    private const double RelativeGate = -10.0;
    private const double BinsPerLu = 10.0;

    private readonly long[] _blocks = new long[(int)(90 * BinsPerLu)];
    private readonly double[] _power = new double[(int)(90 * BinsPerLu)];

    /// <summary>In LUFS; negative infinity before any block has passed the gate.</summary>
    public double Integrated
    {
        get
        {
            var ungated = Mean(0);
            return double.IsNegativeInfinity(ungated) ? ungated : Mean(Bin(ungated + RelativeGate));
        }
    }

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

    private static int Bin(double loudness) => Math.Clamp((int)((loudness - Gate) * BinsPerLu), 0, (int)(90 * BinsPerLu) - 1);

    private double Mean(int firstBin)
    {
        var blocks = 0L;
        var power = 0.0;
        for (var bin = firstBin; bin < _blocks.Length; bin++)
        {
            blocks += _blocks[bin];
            power += _power[bin];
        }

        return blocks == 0 ? double.NegativeInfinity : Loudness.OfPower(power / blocks);
    }
}
