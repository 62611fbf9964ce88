using System.Numerics.Tensors;

namespace TalksPlatform.Broadcast.Media.Mixing;

/// <summary>
/// Lets a voice in and out of the programme along half a cosine of one frame, so that no change clicks. It is moved by any
/// thread and applied by the clock's.
/// </summary>
internal sealed class Fader
{
    private static readonly float[] Curve = [.. Enumerable.Range(0, AudioFrame.Length)
        .Select(i => (1f - MathF.Cos(MathF.PI * (i + 1) / AudioFrame.Length)) / 2f)];

    private readonly float[] _gains = new float[AudioFrame.Length];
    private volatile float _target;
    private float _gain;

    public Fader(float gain = 0f) => _gain = _target = gain;

    /// <summary>The gain that it moves to: 0 is shut, 1 passes the sound unchanged.</summary>
    public float Target
    {
        get => _target;
        set => _target = value;
    }

    /// <summary>Nothing passes it.</summary>
    public bool IsShut => _target == 0f && _gain == 0f;

    public void Apply(Span<float> samples) => Apply(samples, []);

    /// <summary>Lets two frames through alike.</summary>
    /// <param name="samples">A frame.</param>
    /// <param name="beside">Another one of the same tick, which is let through alike; or nothing.</param>
    public void Apply(Span<float> samples, Span<float> beside)
    {
        var target = _target;
        if (target != _gain)
        {
            TensorPrimitives.Multiply(Curve, target - _gain, _gains);
            TensorPrimitives.Add(_gains, _gain, _gains);
            TensorPrimitives.Multiply(samples, _gains, samples);
            TensorPrimitives.Multiply(beside, _gains.AsSpan(0, beside.Length), beside);
            _gain = target;
        }
        else if (target == 0f)
        {
            samples.Clear();
            beside.Clear();
        }
        else if (target != 1f)
        {
            TensorPrimitives.Multiply(samples, target, samples);
            TensorPrimitives.Multiply(beside, target, beside);
        }
    }
}
