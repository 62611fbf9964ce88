using System.Numerics;

namespace TalksPlatform.Foundation.Flac;

/// <summary>
/// The residual of a block as Rice codes (RFC 9639, section 9.2.7): cut into as many equal partitions as cost the fewest
/// bits, each with a parameter of its own.
/// </summary>
internal sealed class RicePartitions
{
    private const int MostOrder = 6;
    private const int OrderBits = 4;
    private const int MethodBits = 2;
    private const int ParameterBits = 4;
    private const int LargestParameter = 14; // 15 is the escape, which 16-bit sound never needs

    private readonly long[] _sums = new long[1 << MostOrder];
    private readonly byte[][] _parameters = [.. Enumerable.Range(0, MostOrder + 1).Select(order => new byte[1 << order])];
    private int _order;

    /// <summary>Finds the partitions, and returns how many bits they will take.</summary>
    /// <param name="folded">One for each sample: the residual, 2r of those from 0 and -2r-1 of those below; warm-up as 0.</param>
    /// <param name="warmUp">How many samples at the beginning are not coded.</param>
    public long Plan(ReadOnlySpan<uint> folded, int warmUp)
    {
        var finest = FinestOrder(folded.Length, warmUp);
        var length = folded.Length >> finest;
        for (var i = 0; i < 1 << finest; i++)
            _sums[i] = Sum(folded.Slice(i * length, length));

        var fewest = long.MaxValue;
        for (var order = finest; ; order--)
        {
            var bits = PlanOrder(order, folded.Length >> order, warmUp);
            if (bits < fewest)
                (fewest, _order) = (bits, order);
            if (order == 0)
                return fewest;
            for (var i = 0; i < 1 << (order - 1); i++)
                _sums[i] = _sums[2 * i] + _sums[(2 * i) + 1];
        }
    }

    /// <summary>Writes the residual as it was planned.</summary>
    public void Write(ReadOnlySpan<uint> folded, int warmUp, BitWriter bits)
    {
        bits.Write(0, MethodBits);
        bits.Write((uint)_order, OrderBits);
        var length = folded.Length >> _order;
        var at = warmUp;
        for (var i = 0; i < 1 << _order; i++)
        {
            int parameter = _parameters[_order][i];
            bits.Write((uint)parameter, ParameterBits);
            for (; at < (i + 1) * length; at++)
            {
                var high = folded[at] >> parameter;
                var low = folded[at] & ((1u << parameter) - 1);
                if (high + parameter < 31)
                {
                    bits.Write((1u << parameter) | low, (int)high + 1 + parameter);
                    continue;
                }
                bits.WriteUnary(high);
                bits.Write(low, parameter);
            }
        }
    }

    private long PlanOrder(int order, int length, int warmUp)
    {
        long bits = MethodBits + OrderBits;
        for (var i = 0; i < 1 << order; i++)
        {
            var count = i == 0 ? length - warmUp : length;
            var parameter = ParameterFor(_sums[i], count);
            _parameters[order][i] = (byte)parameter;
            bits += ParameterBits + BitsFor(_sums[i], count, parameter);
        }
        return bits;
    }

    /// <summary>Near the mean; whether one above it is cheaper is reckoned.</summary>
    private static int ParameterFor(long sum, int count)
    {
        if (sum <= count)
            return 0;
        var parameter = Math.Min(LargestParameter, BitOperations.Log2((ulong)(sum / count)));
        return parameter < LargestParameter && BitsFor(sum, count, parameter + 1) < BitsFor(sum, count, parameter) ? parameter + 1 : parameter;
    }

    /// <summary>Half a bit a sample is lost to rounding down, on the average.</summary>
    private static long BitsFor(long sum, int count, int parameter)
    {
        var rounding = parameter == 0 ? 0 : count >> 1;
        return ((parameter + 1L) * count) + Math.Max(0, (sum >> parameter) - rounding);
    }

    private static int FinestOrder(int samples, int warmUp)
    {
        var order = Math.Min(MostOrder, BitOperations.TrailingZeroCount(samples));
        while (order > 0 && samples >> order <= warmUp)
            order--;
        return order;
    }

    private static long Sum(ReadOnlySpan<uint> values)
    {
        long sum = 0;
        foreach (var value in values)
            sum += value;
        return sum;
    }
}
