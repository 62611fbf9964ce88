namespace TalksPlatform.Rtc.Rtp;

/// <summary>One key press on its way out (RFC 4733 §2.5.1): constant timestamp, growing duration, a repeated end.</summary>
internal sealed class DigitSequence(byte number, int totalTicks, int ticksPerFrame)
{
    /// <summary>How often the packet that ends it is sent.</summary>
    public const int EndCopies = 3;

    private readonly int _total = Math.Clamp(totalTicks, 2 * ticksPerFrame, ushort.MaxValue);

    /// <summary>The key's number in the standard.</summary>
    public byte Event => number;

    /// <summary>When the key went down.</summary>
    public uint Timestamp { get; private set; }

    /// <summary>Clock ticks so far: 16 bits hold 8 s at 8 kHz and 1.3 s at 48 kHz.</summary>
    public int Duration { get; private set; }

    public bool IsOver => Duration >= _total;

    public void Begin(uint timestamp) => Timestamp = timestamp;

    /// <summary>The key stays down for one frame more.</summary>
    public void Advance() => Duration = Math.Min(Duration + ticksPerFrame, _total);
}
