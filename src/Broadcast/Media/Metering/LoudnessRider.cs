namespace TalksPlatform.Broadcast.Media.Metering;

/// <summary>
/// A slow hand on the programme's fader that rides towards the target: 3 LU each way at most, and never faster than half a LU
/// a second. It goes by the last three seconds that the integrated loudness would count, and rests in silence and in pauses.
/// </summary>
internal sealed class LoudnessRider
{
    /// <summary>In LUFS, what a radio station expects.</summary>
    public const double Target = -23;

    private const double Reach = 3; // LU
    private const double Pace = 0.5; // LU a second
    private const double Quietest = -50; // LUFS
    private const double Pause = -10; // LU beside the short-term loudness
    private const int Memory = 30; // steps

    private readonly double[] _sounding = new double[Memory];
    private long _steps;

    /// <summary>What the programme wants now, in dB.</summary>
    public double GainDb { get; private set; }

    /// <summary>Hears the programme before its own gain, ten times a second.</summary>
    /// <param name="momentary">The loudness of the last 400 ms.</param>
    /// <param name="shortTerm">The loudness of the last 3 s.</param>
    public void Ride(double momentary, double shortTerm)
    {
        if (momentary < Math.Max(Quietest, shortTerm + Pause))
            return;
        _sounding[_steps++ % Memory] = Math.Pow(10, momentary / 10);

        var power = 0.0;
        foreach (var step in _sounding)
            power += step;
        var loudness = 10 * Math.Log10(power / Math.Min(_steps, Memory));
        var wanted = Math.Clamp(Target - loudness, -Reach, Reach);
        GainDb += Math.Clamp(wanted - GainDb, -Pace / LoudnessMeter.StepsPerSecond, Pace / LoudnessMeter.StepsPerSecond);
    }
}
