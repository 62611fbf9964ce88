namespace TalksPlatform.Rtc.Codecs;

/// <summary>
/// Changes the sample rate of one continuous sound, block by block: between 48 kHz and 8 or 16 kHz the passband is flat
/// to 3.4 or 7 kHz and aliases are below -50 dB; equal rates are copied. Allocates nothing after construction.
/// </summary>
public abstract class Resampler
{
    private protected Resampler(int factor) => Factor = factor;

    private protected int Factor { get; }

    /// <summary>Makes one for two rates of which one is a whole multiple of the other.</summary>
    /// <exception cref="ArgumentException">It is not.</exception>
    public static Resampler Create(int fromRate, int toRate)
    {
        if (fromRate == toRate)
            return new Copier();
        if (toRate % fromRate == 0)
            return new Upsampler(toRate / fromRate);
        if (fromRate % toRate == 0)
            return new Downsampler(fromRate / toRate);
        throw new ArgumentException($"{fromRate} and {toRate} Hz are no whole multiples", nameof(toRate));
    }

    /// <summary>Converts a block; downwards its length must be a multiple of the factor.</summary>
    /// <returns>Samples written.</returns>
    public abstract int Convert(ReadOnlySpan<float> input, Span<float> output);

    private sealed class Copier() : Resampler(1)
    {
        public override int Convert(ReadOnlySpan<float> input, Span<float> output)
        {
            input.CopyTo(output);
            return input.Length;
        }
    }
}
