using System.Numerics;

namespace TalksPlatform.Broadcast.Media.Guard;

/// <summary>The discrete Fourier transform of a power of two of values, in place (Cooley and Tukey).</summary>
internal sealed class Fft
{
    private readonly int _length;
    private readonly Complex[] _roots;

    public Fft(int length)
    {
        _length = BitOperations.IsPow2(length) ? length : throw new ArgumentOutOfRangeException(nameof(length));
        _roots = [.. Enumerable.Range(0, length / 2).Select(i => Complex.FromPolarCoordinates(1, -2 * Math.PI * i / length))];
    }

    public int Length => _length;

    public void Forward(Span<Complex> values)
    {
        Reverse(values);
        for (var size = 2; size <= _length; size *= 2)
        {
            var (half, step) = (size / 2, _length / size);
            for (var start = 0; start < _length; start += size)
            {
                for (var i = 0; i < half; i++)
                {
                    var (even, odd) = (values[start + i], values[start + i + half] * _roots[i * step]);
                    (values[start + i], values[start + i + half]) = (even + odd, even - odd);
                }
            }
        }
    }

    /// <summary>Back again, times the length.</summary>
    public void Backward(Span<Complex> values)
    {
        Conjugate(values);
        Forward(values);
        Conjugate(values);
    }

    private static void Conjugate(Span<Complex> values)
    {
        foreach (ref var value in values)
            value = Complex.Conjugate(value);
    }

    private void Reverse(Span<Complex> values)
    {
        for (int i = 1, j = 0; i < _length; i++)
        {
            var bit = _length >> 1;
            for (; (j & bit) != 0; bit >>= 1)
                j ^= bit;
            j ^= bit;
            if (i < j)
                (values[i], values[j]) = (values[j], values[i]);
        }
    }
}
