namespace TalksPlatform.Broadcast.Media.Metering;

/// <summary>
/// Integrated loudness of BS.1770-4: the mean of all blocks of 400 ms above -70 LUFS, then again of those not 10 LU below
/// that mean.
/// </summary>
internal sealed class GatedLoudness
{
    private const double RelativeGate = -10.0;

    private readonly LoudnessHistogram _blocks = new();

    /// <summary>In LUFS; negative infinity before any block has passed the gate.</summary>
    public double Integrated
    {
        get
        {
            var ungated = _blocks.MeanAbove(double.NegativeInfinity);
            return double.IsNegativeInfinity(ungated) ? ungated : _blocks.MeanAbove(ungated + RelativeGate);
        }
    }

    /// <summary>Adds a block by its mean square.</summary>
    public void Add(double power) => _blocks.Add(power);
}
