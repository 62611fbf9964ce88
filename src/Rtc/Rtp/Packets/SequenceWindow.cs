namespace TalksPlatform.Rtc.Rtp;

/// <summary>Remembers which of the last 64 sequence numbers were seen.</summary>
internal struct SequenceWindow
{
    private const int Length = 64;
    private long _highest;
    private ulong _seen; // bit 0 is the highest

    /// <summary>Notes a number; false when it was seen, or lies too far back to know.</summary>
    public bool Add(long sequence)
    {
        if (_seen == 0)
            _highest = sequence;
        if (sequence > _highest)
        {
            var step = sequence - _highest;
            _seen = step >= Length ? 0 : _seen << (int)step;
            _highest = sequence;
        }

        var age = _highest - sequence;
        if (age >= Length || (_seen >> (int)age & 1) != 0)
            return false;
        _seen |= 1UL << (int)age;
        return true;
    }
}
