namespace TalksPlatform.Interop.Tests.WebRtc;

/// <summary>A program built on libwebrtc calls our server.</summary>
public sealed class NodeWebRtcTests(NodeWebRtc guest) : GuestTests<NodeWebRtc>(guest)
{
    [Fact]
    [Interop("@roamhq/wrtc", "opus", "publish", "UDP")]
    public Task It_is_heard() => IsHeardAsync("udp");

    [Fact]
    [Interop("@roamhq/wrtc", "opus", "listen", "UDP")]
    public Task It_hears() => HearsAsync("udp");

    [Fact]
    [Interop("@roamhq/wrtc", "opus", "both", "UDP")]
    public Task It_talks_and_listens() => TalksAndListensAsync("udp");

    [Fact]
    [Interop("@roamhq/wrtc", "opus", "both", "UDP")]
    public Task It_restarts_ICE_in_mid_call() => RestartsIceAsync("udp");

    [Fact]
    [Interop("@roamhq/wrtc", "opus", "publish", "TCP")]
    public Task It_is_heard_over_TCP() => IsHeardAsync("tcp");

    [Fact]
    [Interop("@roamhq/wrtc", "opus", "listen", "TCP")]
    public Task It_hears_over_TCP() => HearsAsync("tcp");

    [Fact]
    [Interop("@roamhq/wrtc", "opus", "both", "TCP")]
    public Task It_talks_and_listens_over_TCP() => TalksAndListensAsync("tcp");

    [Fact]
    [Interop("@roamhq/wrtc", "opus", "both", "TCP")]
    public Task It_restarts_ICE_in_mid_call_over_TCP() => RestartsIceAsync("tcp");
}
