namespace TalksPlatform.Rtc.Rtp;

/// <summary>Wall-clock time in NTP's 32.32 fixed point since 1900 (RFC 3550 §4).</summary>
public static class NtpTime
{
    private static readonly DateTimeOffset Epoch = new(1900, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The 64 bits of an instant.</summary>
    public static ulong From(DateTimeOffset instant)
    {
        var ticks = (ulong)(instant - Epoch).Ticks;
        var seconds = ticks / TimeSpan.TicksPerSecond;
        var fraction = (ticks % TimeSpan.TicksPerSecond << 32) / TimeSpan.TicksPerSecond;
        return seconds << 32 | fraction;
    }

    /// <summary>The middle 32 bits, by which reports refer to one.</summary>
    public static uint Middle(ulong ntpTime) => (uint)(ntpTime >> 16);
}
