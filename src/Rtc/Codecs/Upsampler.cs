using System.Numerics.Tensors;

namespace TalksPlatform.Rtc.Codecs;

/// <summary>Raises the rate by a whole factor with a polyphase filter.</summary>
internal sealed class Upsampler : Resampler
{
    private const int BlockLength = 960;
    private readonly float[][] _phases; // each reversed in time, to be multiplied straight with the window
    private readonly float[] _window;
    private readonly int _memory;

    public Upsampler(int factor)
        : base(factor)
    {
        var filter = LowPassFilter.Design(factor);
        var taps = LowPassFilter.TapsPerPhase(factor);
        _memory = taps - 1;
        _window = new float[_memory + BlockLength];
        _phases = new float[factor][];
        for (var phase = 0; phase < factor; phase++)
        {
            _phases[phase] = new float[taps];
            for (var k = 0; k < taps; k++)
                _phases[phase][taps - 1 - k] = filter[(k * factor) + phase] * factor;
        }
    }

    public override int Convert(ReadOnlySpan<float> input, Span<float> output)
    {
        for (var rest = input; !rest.IsEmpty;)
        {
            var block = rest[..Math.Min(rest.Length, BlockLength)];
            ConvertBlock(block, output[((input.Length - rest.Length) * Factor)..]);
            rest = rest[block.Length..];
        }

        return input.Length * Factor;
    }

    private void ConvertBlock(ReadOnlySpan<float> input, Span<float> output)
    {
        input.CopyTo(_window.AsSpan(_memory));
        var position = 0;
        for (var n = 0; n < input.Length; n++)
        {
            foreach (var phase in _phases)
                output[position++] = TensorPrimitives.Dot(phase, _window.AsSpan(n, phase.Length));
        }

        _window.AsSpan(input.Length, _memory).CopyTo(_window);
    }
}
