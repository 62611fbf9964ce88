using System.Numerics.Tensors;

namespace TalksPlatform.Broadcast.Media.Guard;

/// <summary>
/// Finds a buffer that is stuck: what is heard is the same as a moment ago, and as a moment before that, whatever gain it
/// went through, for 5 s; a moment is 20 ms to 3 s, in which the blocks
/// of all usual buffers come out even with our frames. No voice and no instrument repeats itself like that. Fed with frames of
/// 160 samples at 8 kHz.
/// </summary>
internal sealed class StuckDetector
{
    private const int Moments = 3 * AudioFrame.PerSecond;
    private const int Enough = 5 * AudioFrame.PerSecond;
    private const float Same = 0.998f; // normalised correlation

    private static readonly float SilentPower = Decibels.ToPower(-60f) * Decimator.Length;

    private readonly float[] _frames = new float[Moments * Decimator.Length];
    private readonly float[] _powers = new float[Moments];
    private readonly int[] _same = new int[Moments + 1]; // by how many frames ago
    private int _next;
    private int _silent; // frames

    /// <summary>After how long it begins again; null when it goes on as it should.</summary>
    public TimeSpan? Period { get; private set; }

    /// <summary>Hears one frame at 8 kHz.</summary>
    public void Hear(ReadOnlySpan<float> frame)
    {
        var power = TensorPrimitives.SumOfSquares(frame);
        _silent = power < SilentPower ? _silent + 1 : 0;
        if (_silent >= Moments)
            Restart();
        Compare(frame, power);

        frame.CopyTo(_frames.AsSpan(_next * Decimator.Length));
        _powers[_next] = power;
        _next = (_next + 1) % Moments;
    }

    /// <summary>Nothing was the same yet.</summary>
    public void Restart()
    {
        Array.Clear(_same);
        Period = null;
    }

    private void Compare(ReadOnlySpan<float> frame, float power)
    {
        TimeSpan? period = null;
        for (var ago = Moments; ago >= 1; ago--)
        {
            var at = (_next - ago + Moments) % Moments;
            if (power >= SilentPower || _powers[at] >= SilentPower) // two silences tell nothing
                _same[ago] = IsSame(frame, power, at) ? _same[ago] + 1 : 0;
            if (_same[ago] >= Enough)
                period = ago * AudioFrame.Duration; // in the end the shortest
        }
        Period = period;
    }

    private bool IsSame(ReadOnlySpan<float> frame, float power, int at)
    {
        var product = TensorPrimitives.Dot(frame, _frames.AsSpan(at * Decimator.Length, Decimator.Length));
        return product > 0 && product * product >= Same * Same * power * _powers[at];
    }
}
