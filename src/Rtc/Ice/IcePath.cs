using TalksPlatform.Rtc.Stun;

namespace TalksPlatform.Rtc.Ice;

/// <summary>The path in use, boxed so that every thread reads it whole.</summary>
internal sealed record IcePath(TransportAddress Address);
