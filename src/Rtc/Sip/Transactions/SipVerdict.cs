namespace TalksPlatform.Rtc.Sip;

/// <summary>What becomes of a request that nobody has seen yet: it is taken, refused without a trace, or dropped.</summary>
/// <param name="Taken">It goes on.</param>
/// <param name="Refusal">What its sender is told, once.</param>
internal readonly record struct SipVerdict(bool Taken, SipResponse? Refusal = null)
{
    public static SipVerdict Take => new(Taken: true);

    public static SipVerdict Drop => default;

    public static SipVerdict Refuse(SipResponse refusal) => new(Taken: false, refusal);
}
