using System.Numerics;
using System.Numerics.Tensors;

namespace TalksPlatform.Rtc.Codecs;

/// <summary>
/// Changes the sample rate of one continuous sound, block by block, with a polyphase filter: the passband is flat to 3.4 kHz
/// at 8 kHz, to 7 kHz at 16 kHz and to 20 kHz at 44.1 kHz, aliases are below -50 dB, and equal rates are copied. Allocates
/// nothing after construction.
/// </summary>
public sealed class Resampler
{
    private const int BlockLength = 960;

    private readonly int _up;
    private readonly int _down;
    private readonly float[][] _phases; // each reversed in time, to be multiplied straight with the window
    private readonly float[] _window;
    private readonly int _memory;
    private int _position; // of the next output in the window, in steps of 1/_up of an input sample

    private Resampler(int up, int down)
    {
        (_up, _down) = (up, down);
        _phases = LowPassFilter.Phases(up, down);
        _memory = _phases[0].Length - 1;
        _window = new float[_memory + BlockLength];
    }

    /// <summary>Makes one for two rates.</summary>
    public static Resampler Create(int fromRate, int toRate)
    {
        var common = (int)BigInteger.GreatestCommonDivisor(fromRate, toRate);
        return new Resampler(toRate / common, fromRate / common);
    }

    /// <summary>Converts a block of any length.</summary>
    /// <returns>Samples written: the rates' ratio of those given, a fraction being kept for the next block.</returns>
    public int Convert(ReadOnlySpan<float> input, Span<float> output)
    {
        if (_up == _down)
        {
            input.CopyTo(output);
            return input.Length;
        }

        var written = 0;
        for (var rest = input; !rest.IsEmpty;)
        {
            var block = rest[..Math.Min(rest.Length, BlockLength)];
            written += ConvertBlock(block, output[written..]);
            rest = rest[block.Length..];
        }

        return written;
    }

    private int ConvertBlock(ReadOnlySpan<float> input, Span<float> output)
    {
        input.CopyTo(_window.AsSpan(_memory));
        var written = 0;
        var end = input.Length * _up;
        for (; _position < end; _position += _down)
        {
            var (at, phase) = Math.DivRem(_position, _up);
            var filter = _phases[phase];
            output[written++] = TensorPrimitives.Dot(filter, _window.AsSpan(at, filter.Length));
        }

        _position -= end;
        _window.AsSpan(input.Length, _memory).CopyTo(_window);
        return written;
    }
}
