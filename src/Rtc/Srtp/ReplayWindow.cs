namespace TalksPlatform.Rtc.Srtp;

/// <summary>
/// Remembers which of the latest 128 packets came already (RFC 3711, section 3.3.2). Asking changes nothing; only a
/// packet that was found genuine is noted.
/// </summary>
internal struct ReplayWindow
{
    private const int Size = 128;

    private UInt128 _seen;
    private bool _started;

    /// <summary>The highest index noted so far; meaningless before the first.</summary>
    public long Highest { get; private set; }

    public readonly bool IsFresh(long index)
    {
        if (!_started || index > Highest)
            return true;

        var age = Highest - index;
        return age < Size && (_seen >> (int)age & UInt128.One) == UInt128.Zero;
    }

    public void Note(long index)
    {
        if (!_started || index - Highest >= Size)
            _seen = UInt128.One;
        else if (index > Highest)
            _seen = _seen << (int)(index - Highest) | UInt128.One;
        else
            _seen |= UInt128.One << (int)(Highest - index);

        Highest = _started ? Math.Max(Highest, index) : index;
        _started = true;
    }
}
