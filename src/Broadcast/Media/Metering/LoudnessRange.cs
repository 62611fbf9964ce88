namespace TalksPlatform.Broadcast.Media.Metering;

/// <summary>
/// How far the loud and the quiet of a programme lie apart, after EBU Tech 3342: of its blocks of 3 s, those above -70 LUFS
/// and not 20 LU below the mean of these, the distance from the 10th percentile to the 95th.
/// </summary>
internal sealed class LoudnessRange
{
    private const double RelativeGate = -20.0;
    private const double Quiet = 0.10;
    private const double Loud = 0.95;

    private readonly LoudnessHistogram _blocks = new();

    /// <summary>In LU; 0 before any block has passed the gate.</summary>
    public double Range
    {
        get
        {
            var gate = _blocks.MeanAbove(double.NegativeInfinity) + RelativeGate;
            var range = _blocks.Percentile(Loud, gate) - _blocks.Percentile(Quiet, gate);
            return double.IsNaN(range) ? 0 : range;
        }
    }

    /// <summary>Adds a block by its mean square.</summary>
    public void Add(double power) => _blocks.Add(power);
}
