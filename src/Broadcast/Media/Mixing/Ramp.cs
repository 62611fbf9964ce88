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

    /// <summary>Goes over from a sound into the one that lies in the output already.</summary>
    public static void In(ReadOnlySpan<float> from, Span<float> output)
    {
        for (var i = 0; i < output.Length; i++)
            output[i] = from[i] + ((output[i] - from[i]) * Share(i, output.Length));
    }

    /// <summary>Goes over from the sound that lies in the output already into another.</summary>
    public static void Out(ReadOnlySpan<float> to, Span<float> output)
    {
        for (var i = 0; i < output.Length; i++)
            output[i] += (to[i] - output[i]) * Share(i, output.Length);
    }

    private static float Share(int i, int length) => (1f - MathF.Cos(MathF.PI * (i + 1) / length)) / 2f;
}
