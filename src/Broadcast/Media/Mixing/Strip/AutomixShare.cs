using System.Numerics.Tensors;

namespace TalksPlatform.Broadcast.Media.Mixing.Strip;

/// <summary>
/// One voice's share in an <see cref="Automixer"/>. Its power rises at once and falls by 150 dB a second, which spans the
/// waves of a low voice; its gain rises at once too and falls by 60 dB a second, so that nobody is cut off.
/// </summary>
internal sealed class AutomixShare
{
    private const float Faint = 1e-14f;

    private static readonly float PowerFall = Decibels.ToPower(-150f / (AudioFrame.PerSecond * SpeechEar.Blocks));
    private static readonly float GainFall = Decibels.ToAmplitude(-60f / (AudioFrame.PerSecond * SpeechEar.Blocks));

    private readonly float[] _powers = new float[SpeechEar.Blocks];
    private readonly float[] _gains = new float[SpeechEar.Blocks];
    private readonly BlockGain _gain = new();
    private float _power;

    /// <summary>What it makes of the sound just now, as an amplitude.</summary>
    public float Gain => _gain.Value;

    /// <summary>Tells the mixer of a frame's power.</summary>
    public void Listen(Automixer mixer, ReadOnlySpan<float> samples)
    {
        for (var block = 0; block < SpeechEar.Blocks; block++)
        {
            var power = TensorPrimitives.SumOfSquares(samples.Slice(block * SpeechEar.BlockLength, SpeechEar.BlockLength)) / SpeechEar.BlockLength;
            _power = MathF.Max(power, _power * PowerFall);
            _powers[block] = _power < Faint ? 0f : _power;
        }
        mixer.Add(_powers);
    }

    /// <summary>Takes its share, after all have told of theirs.</summary>
    public void Take(Automixer mixer, Span<float> samples)
    {
        for (var block = 0; block < SpeechEar.Blocks; block++)
            _gains[block] = mixer.Sum[block] > 0f ? MathF.Sqrt(_powers[block] / mixer.Sum[block]) : 1f;
        Move(samples);
    }

    /// <summary>Is off the air, and keeps the gain with which it leaves it.</summary>
    public void Rest(Span<float> samples)
    {
        _power = 0f;
        _gains.AsSpan().Fill(_gain.Value);
        _gain.Apply(_gains, samples);
    }

    /// <summary>Does not share any more, or never did: 0 dB.</summary>
    public void Pass(Span<float> samples)
    {
        _gains.AsSpan().Fill(1f);
        _gain.Apply(_gains, samples);
    }

    private void Move(Span<float> samples)
    {
        // A block opens for the one behind it, and no gain falls faster than it may.
        var gain = _gain.Value;
        for (var block = 0; block < SpeechEar.Blocks; block++)
        {
            var ahead = block + 1 < SpeechEar.Blocks ? MathF.Max(_gains[block], _gains[block + 1]) : _gains[block];
            gain = _gains[block] = MathF.Max(ahead, gain * GainFall);
        }
        _gain.Apply(_gains, samples);
    }
}
