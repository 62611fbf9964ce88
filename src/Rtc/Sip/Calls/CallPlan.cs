using TalksPlatform.Rtc.Codecs;

namespace TalksPlatform.Rtc.Sip;

/// <summary>All that is settled about a call of ours before its first message: whom, by which way, as whom.</summary>
/// <param name="Target">Whom.</param>
/// <param name="Hop">The first neighbour.</param>
/// <param name="From">Our own address.</param>
/// <param name="Digest">Our proofs.</param>
/// <param name="Codecs">What is offered, dearest first.</param>
/// <param name="Options">The rest.</param>
internal sealed record CallPlan(
    SipUri Target, SipHop Hop, SipUri From, DigestClient Digest, IReadOnlyList<AudioCodec> Codecs, SipCallOptions Options)
{
    /// <summary>The way that the request has to take.</summary>
    public IEnumerable<string> Routes { get; init; } = [];
}
