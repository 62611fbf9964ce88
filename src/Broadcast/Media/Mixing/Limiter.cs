using System.Numerics.Tensors;
using TalksPlatform.Broadcast.Media.Metering;

namespace TalksPlatform.Broadcast.Media.Mixing;

/// <summary>
/// Keeps the true peak below -1 dBTP. It looks 5 ms ahead: the gain that a peak needs is held over a window and then
/// averaged over one, so that it has gently arrived when the peak leaves the delay line; it recovers over 0.1 s.
/// </summary>
internal sealed class Limiter
{
    // The oversampled peak still reads a little low between its points, so a margin of 0.2 dB stays below the -1 dBTP.
    private const float CeilingDecibels = -1.2f;

    private const int Attack = AudioFrame.SampleRate / 200;
    private const int Window = Attack + 2;
    private const int Delay = Attack + TruePeakFilter.Delay;

    private static readonly float Ceiling = Decibels.ToAmplitude(CeilingDecibels);
    private static readonly float Recovery = 1f - MathF.Exp(-1f / (0.1f * AudioFrame.SampleRate));

    private readonly TruePeakFilter _peaks = new();
    private readonly SlidingMinimum _held = new(Window);
    private readonly float[] _magnitudes = new float[AudioFrame.Length];
    private readonly float[] _delayed = new float[Delay + AudioFrame.Length];
    private readonly float[] _recent = new float[Attack]; // the gains whose average is the gain
    private int _oldest;
    private double _sum = Attack;
    private float _recovering = 1f;
    private int _untouched = int.MaxValue / 2; // samples since the gain was last below 1

    /// <summary>Limits a frame of input into output, <see cref="Delay"/> samples later.</summary>
    public Limiter() => _recent.AsSpan().Fill(1f);

    public void Process(ReadOnlySpan<float> input, Span<float> output)
    {
        _peaks.Magnitudes(input, _magnitudes);
        input.CopyTo(_delayed.AsSpan(Delay));

        // Mostly nothing is too loud, and then the frame only passes the delay line.
        if (_untouched > Window + Attack && TensorPrimitives.Max<float>(_magnitudes) <= Ceiling)
            _delayed.AsSpan(0, AudioFrame.Length).CopyTo(output);
        else
            Limit(output);

        _delayed.AsSpan(AudioFrame.Length, Delay).CopyTo(_delayed);
    }

    private void Limit(Span<float> output)
    {
        for (var i = 0; i < AudioFrame.Length; i++)
        {
            var needed = _held.Push(_magnitudes[i] > Ceiling ? Ceiling / _magnitudes[i] : 1f);
            _recovering = MathF.Min(needed, _recovering + (Recovery * (1f - _recovering)));
            if (_recovering > 0.9999f)
                _recovering = needed;

            _sum += _recovering - _recent[_oldest];
            _recent[_oldest] = _recovering;
            _oldest = _oldest + 1 == Attack ? 0 : _oldest + 1;

            output[i] = _delayed[i] * (float)(_sum / Attack);
            _untouched = _recovering < 1f ? 0 : _untouched + 1;
        }

        if (_untouched > Window + Attack)
            _sum = Attack; // sheds what rounding has left
    }
}
