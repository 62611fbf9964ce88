using System.Numerics.Tensors;

namespace TalksPlatform.Broadcast.Media.Metering;

/// <summary>
/// The peak level of one strip, falling by 20 dB a second as a studio's meters do. Measured by the clock's thread, read by any.
/// </summary>
internal sealed class LevelMeter
{
    private static readonly float Fall = Decibels.ToAmplitude(-20f / AudioFrame.PerSecond);

    private volatile float _amplitude;

    /// <summary>In dBFS, -120 when there is no sound.</summary>
    public float Decibel => Decibels.FromAmplitude(_amplitude);

    public void Measure(ReadOnlySpan<float> samples) =>
        _amplitude = MathF.Max(MathF.Abs(TensorPrimitives.MaxMagnitude(samples)), _amplitude * Fall);
}
