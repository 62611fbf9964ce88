using System.Numerics.Tensors;
using TalksPlatform.Broadcast.Media.Mixing;

namespace TalksPlatform.Broadcast.Media.Delay;

/// <summary>
/// Makes speech longer or shorter without a change of pitch, by waveform similarity (WSOLA): a stretch of 5 to 20 ms is said
/// twice or left out where the sound before and behind the joint is most alike, which is a whole number of the voice's waves,
/// and the two are crossed over within 10 ms. All other samples pass as they are.
/// </summary>
internal sealed class Wsola
{
    /// <summary>The shortest stretch, in samples.</summary>
    public const int Shortest = AudioFrame.SampleRate / 200;

    /// <summary>The longest.</summary>
    public const int Longest = AudioFrame.Length;

    private const int Overlap = AudioFrame.Length / 2;

    private static readonly float Silence = Decibels.ToPower(-55f) * Overlap;

    private readonly float[] _around = new float[Longest + Overlap];
    private readonly float[] _leaving = new float[Overlap];

    /// <summary>Looks for the best stretch of some lengths.</summary>
    /// <param name="line">The sound.</param>
    /// <param name="place">Where the joint is to be.</param>
    /// <param name="direction">-1 to say a stretch again, +1 to leave one out.</param>
    /// <param name="shortest">In samples.</param>
    /// <param name="longest">In samples, <see cref="Longest"/> at most.</param>
    /// <returns>The stretch, and how alike the joint's sides are: 1 the same, 0 strangers. Silence is like all silence.</returns>
    public (int Length, double Likeness) Find(DelayLine line, long place, int direction, int shortest, int longest)
    {
        var first = direction < 0 ? place - longest : place;
        var around = _around.AsSpan(0, longest + Overlap);
        line.Read(first, around);

        var here = around.Slice((int)(place - first), Overlap);
        var power = TensorPrimitives.SumOfSquares<float>(here);
        var (best, likeness) = (longest, double.NegativeInfinity);
        for (var length = longest; length >= shortest; length--)
        {
            var there = around.Slice((int)(place - first) + (direction * length), Overlap);
            var powerThere = TensorPrimitives.SumOfSquares<float>(there);
            var alike = power <= Silence && powerThere <= Silence
                ? 1
                : TensorPrimitives.Dot<float>(here, there) / Math.Sqrt(((double)power * powerThere) + 1e-12);
            if (alike <= likeness)
                continue;
            (best, likeness) = (length, alike);
            if (likeness >= 1)
                break;
        }
        return (best, likeness);
    }

    /// <summary>Goes over from one place of the sound to another.</summary>
    /// <param name="line">The sound.</param>
    /// <param name="from">The place that would have come.</param>
    /// <param name="to">The place that comes instead.</param>
    /// <param name="output">Receives a frame.</param>
    public void Join(DelayLine line, long from, long to, Span<float> output)
    {
        line.Read(from, _leaving);
        line.Read(to, output);
        Ramp.In(_leaving, output[..Overlap]);
    }
}
