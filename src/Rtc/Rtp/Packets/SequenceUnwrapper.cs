namespace TalksPlatform.Rtc.Rtp;

/// <summary>Turns 16-bit sequence numbers, which wrap and arrive out of order, into ever-growing ones (RFC 3550 A.1).</summary>
internal struct SequenceUnwrapper
{
    private long _highest;
    private bool _begun;

    /// <summary>The extended number, relative to the highest seen: up to 32767 ahead or behind.</summary>
    public long Unwrap(ushort sequenceNumber)
    {
        if (!_begun)
        {
            _begun = true;
            _highest = sequenceNumber + 0x1_0000L; // room below for what is reordered before the first
            return _highest;
        }

        var extended = _highest + (short)(ushort)(sequenceNumber - (ushort)_highest);
        _highest = Math.Max(_highest, extended);
        return extended;
    }
}
