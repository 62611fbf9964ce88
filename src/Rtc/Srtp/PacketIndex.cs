namespace TalksPlatform.Rtc.Srtp;

/// <summary>
/// A packet's 48-bit place in its stream: the roll-over counter above the sequence number (RFC 3711, section 3.3.1).
/// </summary>
internal static class PacketIndex
{
    private const int HalfRange = 1 << 15;

    /// <summary>The likeliest index of a sequence number, by the highest index so far.</summary>
    /// <returns>A negative number when it would lie before the stream's beginning.</returns>
    public static long Estimate(long highest, ushort sequence)
    {
        var rollOver = highest >> 16;
        var distance = sequence - (int)(highest & 0xFFFF);
        if (distance > HalfRange)
            rollOver--;
        else if (distance < -HalfRange)
            rollOver++;

        return rollOver << 16 | sequence;
    }

    public static uint RollOverCounter(long index) => (uint)(index >> 16);
}
