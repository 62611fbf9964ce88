namespace TalksPlatform.Broadcast.Media.Metering;

/// <summary>The ear's weighting of BS.1770-4 at 48 kHz: a shelf for the head, then a high pass.</summary>
internal sealed class KWeighting
{
    private readonly Biquad _head = new(1.53512485958697, -2.69169618940638, 1.19839281085285, -1.69065929318241, 0.73248077421585);
    private readonly Biquad _highPass = new(1.0, -2.0, 1.0, -1.99004745483398, 0.99007225036621);

    /// <summary>The sum of the squares of the weighted samples.</summary>
    public double Energy(ReadOnlySpan<float> samples)
    {
        var energy = 0.0;
        foreach (var sample in samples)
        {
            var weighted = _highPass.Next(_head.Next(sample));
            energy += weighted * weighted;
        }

        return energy;
    }

    /// <summary>A filter of second order, transposed direct form II.</summary>
    private sealed class Biquad(double b0, double b1, double b2, double a1, double a2)
    {
        private double _s1;
        private double _s2;

        public double Next(double x)
        {
            var y = (b0 * x) + _s1;
            _s1 = (b1 * x) - (a1 * y) + _s2;
            _s2 = (b2 * x) - (a2 * y);
            return y;
        }
    }
}
