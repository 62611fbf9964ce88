using System.Numerics.Tensors;

namespace TalksPlatform.Rtc.Codecs;

/// <summary>Lowers the rate by a whole factor: filters, and computes only the samples that stay.</summary>
internal sealed class Downsampler : Resampler
{
    private const int BlockLength = 960;
    private readonly float[] _filter; // symmetric, so its direction does not matter
    private readonly float[] _window;
    private readonly int _memory;

    public Downsampler(int factor)
        : base(factor)
    {
        _filter = LowPassFilter.Design(factor);
        _memory = _filter.Length - factor;
        _window = new float[_memory + BlockLength];
    }

    public override int Convert(ReadOnlySpan<float> input, Span<float> output)
    {
        if (input.Length % Factor != 0)
            throw new ArgumentException($"A block of {input.Length} samples cannot be divided by {Factor}", nameof(input));

        var written = 0;
        for (var rest = input; !rest.IsEmpty;)
        {
            var block = rest[..Math.Min(rest.Length, BlockLength / Factor * Factor)];
            block.CopyTo(_window.AsSpan(_memory));
            for (var n = 0; n < block.Length; n += Factor)
                output[written++] = TensorPrimitives.Dot(_filter, _window.AsSpan(n, _filter.Length));
            _window.AsSpan(block.Length, _memory).CopyTo(_window);
            rest = rest[block.Length..];
        }

        return written;
    }
}
