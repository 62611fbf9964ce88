using System.Numerics.Tensors;

namespace TalksPlatform.Broadcast.Media.Mixing.Strip;

/// <summary>
/// A gain that is set for each block of 2.5 ms and moves without a click: up within the block's first millisecond, so that
/// nothing that begins is lost, and down over the whole block.
/// </summary>
internal sealed class BlockGain
{
    private const int Rise = AudioFrame.SampleRate / 1000;

    /// <summary>Where it stands at the end of what was done.</summary>
    public float Value { get; private set; } = 1f;

    /// <summary>Moves through the gains of a frame.</summary>
    /// <param name="gains">One for each block; 1 leaves the block as it is, bit for bit.</param>
    /// <param name="samples">A frame.</param>
    public void Apply(ReadOnlySpan<float> gains, Span<float> samples)
    {
        for (var block = 0; block < gains.Length; block++)
            Apply(gains[block], samples.Slice(block * SpeechEar.BlockLength, SpeechEar.BlockLength));
    }

    private void Apply(float gain, Span<float> block)
    {
        if (gain != Value)
        {
            var length = gain > Value ? Rise : block.Length;
            var step = (gain - Value) / length;
            for (var i = 0; i < length; i++)
                block[i] *= Value + (step * (i + 1));
            block = block[length..];
            Value = gain;
        }
        if (gain != 1f)
            TensorPrimitives.Multiply(block, gain, block);
    }
}
