using TalksPlatform.Broadcast.Media.Mixing.Strip;

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

        _head.Rest();
        _highPass.Rest();
        return energy;
    }
}
