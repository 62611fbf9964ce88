using System.Numerics.Tensors;

namespace TalksPlatform.Broadcast.Media.Mixing;

/// <summary>Gains and joints that move within a frame.</summary>
internal static class Ramp
{
    private static readonly float[] Counting = [.. Enumerable.Range(1, AudioFrame.Length).Select(i => (float)i / AudioFrame.Length)];

    /// <summary>Goes straight from one gain to another within a frame. A steady 1 leaves it as it is, bit for bit.</summary>
    public static void Apply(float from, float to, Span<float> samples)
    {
        if (from != to)
        {
            for (var i = 0; i < samples.Length; i++)
                samples[i] *= from + ((to - from) * Counting[i]);
        }
        else if (to != 1f)
        {
            TensorPrimitives.Multiply(samples, to, samples);
        }
    }

    /// <summary>Goes over from one sound into another, which lies in the output already.</summary>
    public static void Cross(ReadOnlySpan<float> from, Span<float> to)
    {
        for (var i = 0; i < to.Length; i++)
        {
            var share = (1f - MathF.Cos(MathF.PI * (i + 1) / to.Length)) / 2f;
            to[i] = from[i] + ((to[i] - from[i]) * share);
        }
    }
}
