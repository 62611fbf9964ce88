using System.Numerics.Tensors;

namespace TalksPlatform.Broadcast.Media.Outputs.StudioLink;

/// <summary>
/// Knows a line's test tone when the far end sends it back: frame by frame it holds where 1 kHz is heard against where it was
/// sent, at each delay up to two and a half seconds, for six seconds and the second before. A tone that is the far end's own
/// was there before ours began, or pauses at other times. One thread at a time hears.
/// </summary>
internal sealed class ToneReturn
{
    private const int Delays = 126; // frames
    private const int Before = AudioFrame.PerSecond;
    private const int First = 6 * AudioFrame.PerSecond; // two turns of pause and tone
    private const int Last = First + Delays;
    private const int MostErrors = 28; // of 350: lost packets, and where the tone begins and ends
    private const float Share = 0.5f; // of a frame's power

    private static readonly float Audible = Decibels.ToPower(-50f) * AudioFrame.Length;
    private static readonly float[] Cosine = Wave(MathF.Cos);
    private static readonly float[] Sine = Wave(MathF.Sin);

    private readonly bool[] _sent = new bool[Delays];
    private readonly int[] _errors = new int[Delays];
    private ulong _heard; // a bit a frame, the latest lowest
    private int _frames = Last; // since the test began
    private volatile bool _came;

    /// <summary>The tone came back.</summary>
    public bool Came => _came;

    /// <summary>It is another line now.</summary>
    public void Forget() => _came = false;

    /// <summary>A test begins.</summary>
    public void Begin()
    {
        Array.Clear(_sent);
        Array.Fill(_errors, System.Numerics.BitOperations.PopCount(_heard & ((1UL << Before) - 1)));
        _frames = 0;
    }

    /// <summary>Hears one frame of what comes; empty when nothing does.</summary>
    /// <param name="samples">960 samples, or none.</param>
    /// <param name="isSent">The tone is just being sent.</param>
    public void Hear(ReadOnlySpan<float> samples, bool isSent)
    {
        var heard = IsTone(samples);
        _heard = (_heard << 1) | (heard ? 1UL : 0UL);
        if (_frames >= Last)
            return;
        _sent[_frames % Delays] = isSent;
        _frames++;
        var least = int.MaxValue;
        for (var delay = 0; delay < Delays; delay++)
        {
            var wasSent = delay < _frames && _sent[(_frames - 1 - delay) % Delays];
            if (heard != wasSent)
                _errors[delay]++;
            least = Math.Min(least, _errors[delay]);
        }
        if (_frames >= First && least <= MostErrors)
            (_came, _frames) = (true, Last);
    }

    private static bool IsTone(ReadOnlySpan<float> samples)
    {
        var power = samples.IsEmpty ? 0f : TensorPrimitives.SumOfSquares(samples);
        if (power < Audible)
            return false;
        var (real, imaginary) = (TensorPrimitives.Dot(samples, Cosine), TensorPrimitives.Dot(samples, Sine));
        return ((real * real) + (imaginary * imaginary)) * 2 / AudioFrame.Length >= Share * power;
    }

    /// <summary>Twenty turns of 1 kHz, which are a frame.</summary>
    private static float[] Wave(Func<float, float> function) =>
        [.. Enumerable.Range(0, AudioFrame.Length).Select(i => function(2 * MathF.PI * LineTest.Hertz * (i % 48) / AudioFrame.SampleRate))];
}
