namespace TalksPlatform.Interop.Tests.WebRtc;

/// <summary>Another real browser calls our server.</summary>
public sealed class FirefoxTests(Firefox guest) : GuestTests<Firefox>(guest)
{
    [Fact]
    [Interop("Firefox", "opus", "publish", "UDP")]
    public Task It_is_heard() => IsHeardAsync("udp");

    [Fact]
    [Interop("Firefox", "opus", "listen", "UDP")]
    public Task It_hears() => HearsAsync("udp");

    [Fact]
    [Interop("Firefox", "opus", "both", "UDP")]
    public Task It_talks_and_listens() => TalksAndListensAsync("udp");

    [Fact]
    [Interop("Firefox", "opus", "both", "UDP")]
    public Task It_restarts_ICE_in_mid_call() => RestartsIceAsync("udp");

    [Fact]
    [Interop("Firefox", "opus", "publish", "TCP")]
    public Task It_is_heard_over_TCP() => IsHeardAsync("tcp");

    [Fact]
    [Interop("Firefox", "opus", "listen", "TCP")]
    public Task It_hears_over_TCP() => HearsAsync("tcp");

    [Fact]
    [Interop("Firefox", "opus", "both", "TCP")]
    public Task It_talks_and_listens_over_TCP() => TalksAndListensAsync("tcp");

    [Fact]
    [Interop("Firefox", "opus", "both", "TCP")]
    public Task It_restarts_ICE_in_mid_call_over_TCP() => RestartsIceAsync("tcp");
}
