namespace TalksPlatform.Broadcast.Media.Mixing;

/// <summary>
/// Lays beds 12 dB under the speech: down within 0.15 s of its beginning, up again over 1.5 s when nobody has spoken for 0.7 s,
/// so that a bed does not come up between two sentences.
/// </summary>
internal sealed class Ducker
{
    private const float Depth = -12f; // dB
    private const float Down = Depth / (0.15f * AudioFrame.PerSecond);
    private const float Up = -Depth / (1.5f * AudioFrame.PerSecond);
    private const int HoldFrames = 7 * AudioFrame.PerSecond / 10;

    private static readonly float Speech = Decibels.ToPower(-45f);

    private int _hold;
    private float _decibels;
    private float _from = 1f;
    private float _to = 1f;

    /// <summary>Hears the mean square of all speech together, once a tick, before any bed is ducked.</summary>
    public void Listen(float power)
    {
        _hold = power >= Speech ? HoldFrames : Math.Max(0, _hold - 1);
        _decibels = _hold > 0 ? MathF.Max(Depth, _decibels + Down) : MathF.Min(0f, _decibels + Up);
        (_from, _to) = (_to, _decibels == 0f ? 1f : Decibels.ToAmplitude(_decibels));
    }

    /// <summary>Ducks one bed.</summary>
    public void Apply(Span<float> bed) => Ramp.Apply(_from, _to, bed);
}
