namespace TalksPlatform.Broadcast.Media.Mixing;

/// <summary>The smallest of the last values, in constant time a value: only those that can still become it are kept.</summary>
internal sealed class SlidingMinimum(int window)
{
    private readonly float[] _values = new float[window];
    private readonly long[] _ages = new long[window];
    private int _first;
    private int _count;
    private long _now;

    public float Push(float value)
    {
        while (_count > 0 && _values[At(_count - 1)] >= value)
            _count--;
        if (_count > 0 && _ages[_first] <= _now - window)
        {
            _first = At(1);
            _count--;
        }

        var last = At(_count++);
        _values[last] = value;
        _ages[last] = _now++;
        return _values[_first];
    }

    private int At(int index)
    {
        var at = _first + index;
        return at >= window ? at - window : at;
    }
}
