namespace TalksPlatform.Broadcast.Media.Delay;

/// <summary>The sound of the last seconds, by its place in the whole.</summary>
internal sealed class DelayLine(int capacity)
{
    private readonly float[] _ring = new float[capacity];

    /// <summary>How many samples were ever written: the place of the next.</summary>
    public long Written { get; private set; }

    public void Write(ReadOnlySpan<float> samples)
    {
        var at = (int)(Written % _ring.Length);
        var first = Math.Min(samples.Length, _ring.Length - at);
        samples[..first].CopyTo(_ring.AsSpan(at));
        samples[first..].CopyTo(_ring);
        Written += samples.Length;
    }

    /// <summary>Copies what lies at a place; it must have been written, and not yet be forgotten. Before the first is silence.</summary>
    public void Read(long place, Span<float> samples)
    {
        if (place < 0)
        {
            var silence = (int)Math.Min(-place, samples.Length);
            samples[..silence].Clear();
            samples = samples[silence..];
            place = 0;
        }

        var at = (int)(place % _ring.Length);
        var first = Math.Min(samples.Length, _ring.Length - at);
        _ring.AsSpan(at, first).CopyTo(samples);
        _ring.AsSpan(0, samples.Length - first).CopyTo(samples[first..]);
    }
}
