namespace TalksPlatform.Foundation.Flac;

/// <summary>Reads one channel of a frame (RFC 9639, section 9.2).</summary>
internal static class FlacSubframe
{
    private const int MostPrecision = 15;

    /// <param name="bits">At the subframe's first bit.</param>
    /// <param name="depth">Bits a sample.</param>
    /// <param name="samples">Receives the block.</param>
    public static void Read(FrameBits bits, int depth, Span<int> samples)
    {
        if (bits.Read(1) != 0)
            throw Damaged();
        var kind = (int)bits.Read(6);
        var wasted = bits.Read(1) == 0 ? 0u : bits.ReadUnary() + 1;
        if (wasted >= depth)
            throw Damaged();
        depth -= (int)wasted;

        switch (kind)
        {
            case 0:
                samples.Fill(bits.ReadSigned(depth));
                break;
            case 1:
                ReadPlain(bits, depth, samples);
                break;
            case >= 8 and <= 8 + FixedPredictor.MostOrder:
                ReadPredicted(bits, depth, kind - 8, samples);
                break;
            case >= 32:
                ReadLinear(bits, depth, kind - 31, samples);
                break;
            default:
                throw Damaged();
        }

        if (wasted == 0)
            return;
        foreach (ref var sample in samples)
            sample <<= (int)wasted;
    }

    private static void ReadPlain(FrameBits bits, int depth, Span<int> samples)
    {
        foreach (ref var sample in samples)
            sample = bits.ReadSigned(depth);
    }

    private static void ReadPredicted(FrameBits bits, int depth, int order, Span<int> samples)
    {
        if (order > samples.Length)
            throw Damaged();
        ReadPlain(bits, depth, samples[..order]);
        ReadResidual(bits, order, samples);
        Restore(samples, FixedPredictor.Of(order), shift: 0);
    }

    private static void ReadLinear(FrameBits bits, int depth, int order, Span<int> samples)
    {
        if (order > samples.Length)
            throw Damaged();
        ReadPlain(bits, depth, samples[..order]);
        var precision = (int)bits.Read(4) + 1;
        var shift = bits.ReadSigned(5);
        if (precision > MostPrecision || shift < 0)
            throw Damaged();
        Span<int> coefficients = stackalloc int[order];
        foreach (ref var coefficient in coefficients)
            coefficient = bits.ReadSigned(precision);
        ReadResidual(bits, order, samples);
        Restore(samples, coefficients, shift);
    }

    /// <summary>Reads the residual to behind the warm-up.</summary>
    private static void ReadResidual(FrameBits bits, int order, Span<int> samples)
    {
        var method = bits.Read(2);
        if (method > 1)
            throw Damaged();
        var parameterBits = method == 0 ? 4 : 5;
        var escape = (1 << parameterBits) - 1;
        var partitions = 1 << (int)bits.Read(4);
        var length = samples.Length / partitions;
        if (length * partitions != samples.Length || length < order)
            throw Damaged();

        for (var i = 0; i < partitions; i++)
        {
            var partition = samples.Slice(i * length, length)[(i == 0 ? order : 0)..];
            var parameter = (int)bits.Read(parameterBits);
            if (parameter < escape)
                ReadRice(bits, parameter, partition);
            else if ((int)bits.Read(5) is var depth and > 0)
                ReadPlain(bits, depth, partition);
            else
                partition.Clear();
        }
    }

    private static void ReadRice(FrameBits bits, int parameter, Span<int> residual)
    {
        foreach (ref var one in residual)
        {
            var high = bits.ReadUnary();
            if (high > uint.MaxValue >> parameter)
                throw Damaged();
            var folded = (high << parameter) | bits.Read(parameter);
            one = (int)(folded >> 1) ^ -(int)(folded & 1);
        }
    }

    private static void Restore(Span<int> samples, ReadOnlySpan<int> coefficients, int shift)
    {
        for (var i = coefficients.Length; i < samples.Length; i++)
        {
            var before = samples.Slice(i - coefficients.Length, coefficients.Length);
            long foretold = 0;
            for (var j = 0; j < coefficients.Length; j++)
                foretold += (long)coefficients[j] * before[^(j + 1)];
            samples[i] += (int)(foretold >> shift);
        }
    }

    private static InvalidDataException Damaged() => new("a frame in it is damaged");
}
