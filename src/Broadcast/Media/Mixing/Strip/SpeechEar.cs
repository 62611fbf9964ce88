using System.Numerics.Tensors;

namespace TalksPlatform.Broadcast.Media.Mixing.Strip;

/// <summary>
/// Hears whether a strip speaks: the power of each block of 2.5 ms, and the power from which on it is speech. That lies 10 dB
/// above the room's noise, which is the quietest frame of the last seconds. Steady sound above -50 dBFS is no noise but meant.
/// </summary>
internal sealed class SpeechEar
{
    public const int Blocks = 8;
    public const int BlockLength = AudioFrame.Length / Blocks;

    private const int WindowFrames = 3 * AudioFrame.PerSecond / 2;

    private static readonly float Margin = Decibels.ToPower(10f);
    private static readonly float QuietestNoise = Decibels.ToPower(-70f);
    private static readonly float LoudestNoise = Decibels.ToPower(-50f);
    private static readonly float Nothing = Decibels.ToPower(-90f); // a line that sends nothing tells nothing of the room

    private readonly float[] _powers = new float[Blocks];
    private float _quietest = float.MaxValue;
    private float _quietestBefore = float.MaxValue;
    private int _frames;

    /// <summary>The mean squares of the last frame's blocks.</summary>
    public ReadOnlySpan<float> Powers => _powers;

    /// <summary>The power from which on a block is speech.</summary>
    public float Threshold { get; private set; } = QuietestNoise * Margin;

    /// <summary>There is speech in the last frame.</summary>
    public bool HearsSpeech { get; private set; }

    public void Listen(ReadOnlySpan<float> samples)
    {
        for (var block = 0; block < Blocks; block++)
            _powers[block] = TensorPrimitives.SumOfSquares(samples.Slice(block * BlockLength, BlockLength)) / BlockLength;

        LearnNoise(TensorPrimitives.Sum<float>(_powers) / Blocks);
        HearsSpeech = TensorPrimitives.Max<float>(_powers) >= Threshold;
    }

    private void LearnNoise(float power)
    {
        if (power > Nothing)
            _quietest = MathF.Min(_quietest, power);
        if (++_frames % WindowFrames == 0)
            (_quietestBefore, _quietest) = (_quietest, float.MaxValue);

        var noise = MathF.Min(_quietest, _quietestBefore);
        Threshold = (noise == float.MaxValue ? QuietestNoise : Math.Clamp(noise, QuietestNoise, LoudestNoise)) * Margin;
    }
}
