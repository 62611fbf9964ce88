namespace TalksPlatform.Rtc.Tests.Rtp;

/// <summary>A clock that only shows what it is set to, for code that reads time but waits for nothing.</summary>
internal sealed class SteppedTime : TimeProvider
{
    public double Milliseconds { get; private set; }

    public override long TimestampFrequency => 10_000_000;

    public void MoveTo(double milliseconds) => Milliseconds = milliseconds;

    public override long GetTimestamp() => 1_000_000_000 + (long)(Milliseconds * 10_000);

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch.AddMilliseconds(Milliseconds);
}
