namespace TalksPlatform.Foundation.Flac;

/// <summary>The fixed predictors of FLAC (RFC 9639, section 9.2.5): a sample as the polynomial through those before it.</summary>
internal static class FixedPredictor
{
    public const int MostOrder = 4;

    private static readonly int[][] Coefficients = [[], [1], [2, -1], [3, -3, 1], [4, -6, 4, -1]];

    /// <summary>By what a sample is foretold: the first of the last sample, the second of the one before.</summary>
    public static ReadOnlySpan<int> Of(int order) => Coefficients[order];

    /// <summary>The order that leaves the least.</summary>
    public static int BestOrder(ReadOnlySpan<int> samples)
    {
        Span<long> left = stackalloc long[MostOrder + 1];
        left.Clear();
        int last0 = 0, last1 = 0, last2 = 0, last3 = 0;
        for (var i = 0; i < samples.Length; i++)
        {
            var error0 = samples[i];
            var error1 = error0 - last0;
            var error2 = error1 - last1;
            var error3 = error2 - last2;
            var error4 = error3 - last3;
            (last0, last1, last2, last3) = (error0, error1, error2, error3);
            if (i < MostOrder)
                continue;
            left[0] += Math.Abs(error0);
            left[1] += Math.Abs(error1);
            left[2] += Math.Abs(error2);
            left[3] += Math.Abs(error3);
            left[4] += Math.Abs(error4);
        }

        var best = 0;
        for (var order = 1; order <= MostOrder; order++)
        {
            if (left[order] < left[best])
                best = order;
        }
        return best;
    }

    /// <summary>What the predictor leaves, folded: 2r of those from 0, -2r-1 of those below; 0 for the warm-up.</summary>
    public static void Fold(ReadOnlySpan<int> samples, int order, Span<uint> folded)
    {
        var coefficients = Of(order);
        folded[..order].Clear();
        for (var i = order; i < samples.Length; i++)
        {
            var error = samples[i];
            for (var j = 0; j < coefficients.Length; j++)
                error -= coefficients[j] * samples[i - 1 - j];
            folded[i] = (uint)((error << 1) ^ (error >> 31));
        }
    }
}
