using System.Globalization;

namespace TalksPlatform.Broadcast.Media.Guard;

/// <summary>What is wrong with what an output sends.</summary>
/// <param name="Cause">Silence, a stuck buffer, or a tone.</param>
/// <param name="Detail">In words for the studio, or null.</param>
internal sealed record OutputTrouble(GuardCause Cause, string? Detail = null);

/// <summary>
/// Judges what an output sends as the guard judges the programme, at 8 kHz. A tone or a repetition must last for three seconds
/// more than the guard takes: what the guard cuts by then is no fault of the output. One thread hears, any reads.
/// </summary>
internal sealed class OutputJudge
{
    private const int Lasting = 3 * AudioFrame.PerSecond;

    private readonly SilenceGuard _silence = new();
    private readonly ToneDetector _tone = new();
    private readonly StuckDetector _stuck = new();
    private int _odd; // frames
    private volatile OutputTrouble? _trouble;

    /// <summary>What lasts; null while all is well.</summary>
    public OutputTrouble? Trouble => _trouble;

    /// <summary>Hears a frame of 160 samples.</summary>
    public void Hear(ReadOnlySpan<float> low)
    {
        _silence.Hear(MathF.Abs(System.Numerics.Tensors.TensorPrimitives.MaxMagnitude(low)));
        _tone.Hear(low);
        _stuck.Hear(low);
        var fault = Fault();
        _odd = fault is null ? 0 : _odd + 1;
        _trouble = _silence.Silent >= SilenceGuard.DeadAfter ? new OutputTrouble(GuardCause.Silence) : _odd >= Lasting ? fault : null;
    }

    /// <summary>Nothing was heard yet.</summary>
    public void Restart()
    {
        _silence.Restart();
        _tone.Restart();
        _stuck.Restart();
        (_odd, _trouble) = (0, null);
    }

    private OutputTrouble? Fault() =>
        _tone.Hertz is { } hertz ? new OutputTrouble(GuardCause.Tone, string.Create(CultureInfo.InvariantCulture, $"{hertz:f0} Hz"))
        : !_tone.IsTone && _stuck.Period is { } period
            ? new OutputTrouble(GuardCause.Stuck, string.Create(CultureInfo.InvariantCulture, $"{period.TotalSeconds:0.##} s"))
        : null;
}
