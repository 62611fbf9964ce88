using TalksPlatform.Broadcast.Media.Mixing;

namespace TalksPlatform.Broadcast.Media.Delay;

/// <summary>
/// The programme some seconds late, so that somebody can keep back what must not be aired. The delay is entered by stretching
/// the sound by 8 % at most and left by shortening it, so nothing is missing and nothing comes twice. A dump goes over to now
/// within 20 ms: what was waiting is never aired, and the delay fills again. Set by any thread, applied by the clock's.
/// </summary>
internal sealed class DelayControl
{
    /// <summary>What a delay can be.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    private const double Stretch = 0.08;
    private const double Earned = Stretch * AudioFrame.Length; // samples that a frame may become longer or shorter, on the average
    private const double MostEarned = 2 * Wsola.Longest;

    private const double Alike = 0.9; // what a joint must be like
    private const double Patience = 0.4 / AudioFrame.PerSecond; // and by how much less with each frame that waits for one

    private readonly DelayLine _line = new((int)(Longest.TotalSeconds * AudioFrame.SampleRate) + (3 * AudioFrame.Length));
    private readonly Wsola _wsola = new();
    private readonly float[] _leaving = new float[AudioFrame.Length];
    private volatile int _wanted; // samples
    private volatile int _delay; // samples
    private volatile bool _dump;
    private double _earned;
    private int _waited;

    /// <summary>The delay that it aims at; zero is none.</summary>
    public TimeSpan Wanted
    {
        get => TimeSpan.FromSeconds((double)_wanted / AudioFrame.SampleRate);
        set => _wanted = (int)(Math.Clamp(value.TotalSeconds, 0, Longest.TotalSeconds) * AudioFrame.SampleRate);
    }

    /// <summary>How late the sound is just now.</summary>
    public TimeSpan Now => TimeSpan.FromSeconds((double)_delay / AudioFrame.SampleRate);

    /// <summary>Throws away what has not been aired.</summary>
    public void Dump() => _dump = true;

    /// <summary>Takes a frame of now, and gives one of then.</summary>
    public void Process(ReadOnlySpan<float> input, Span<float> output)
    {
        var now = _line.Written;
        _line.Write(input);
        var then = now - _delay;
        if (_dump)
        {
            _dump = false;
            CutToNow(then, input, output);
        }
        else if (_wanted == _delay || !TryJoin(then, output))
        {
            _line.Read(then, output);
        }
    }

    private void CutToNow(long then, ReadOnlySpan<float> input, Span<float> output)
    {
        _line.Read(then, _leaving);
        input.CopyTo(output);
        Ramp.In(_leaving, output);
        (_delay, _earned, _waited) = (0, 0, 0);
    }

    private bool TryJoin(long then, Span<float> output)
    {
        _earned = Math.Min(MostEarned, _earned + Earned);
        var missing = Math.Abs(_wanted - _delay);
        var direction = _wanted > _delay ? -1 : 1;

        // The last stretch fits exactly, and the one before it leaves enough for it.
        var (shortest, longest) = missing <= Wsola.Longest
            ? (missing, missing)
            : (Wsola.Shortest, Math.Min(Wsola.Longest, missing - Wsola.Shortest));
        if (_earned < longest)
            return false;

        var (length, likeness) = _wsola.Find(_line, then, direction, shortest, longest);
        if (likeness < Alike - (Patience * _waited++))
            return false;

        _wsola.Join(_line, then, then + (direction * length), output);
        _delay -= direction * length;
        _earned -= length;
        _waited = 0;
        return true;
    }
}
